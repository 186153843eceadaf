"""Reading the files dropped on Dépôt: each once, and again where it, its layout or the plan beside it changed."""

from collections.abc import Sequence

from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.deposit import Examined, Upload, examined
from components.desk import Desk, desk
from components.progress import Progress
from components.session import database, scope


def read(files: Sequence[UploadedFile]) -> dict[str, Examined]:
    """What the files on the desk hold, by their upload's number; those not reached yet are left out.

    Not kept with the answers that all visitors share: a file may hold what must not stay on the server.
    """
    on_desk = desk()
    here = [file for file in files if file.file_id not in on_desk.withdrawn]
    on_desk.keep([file.file_id for file in here])
    if not on_desk.halted:
        progress = Progress(len(here), "depot.arreter", on_desk.halt)
        for _ in range(2):  # once more, where a plan came after the files that it concerns
            for rank, file in enumerate(here):
                if not on_desk.is_read(file.file_id):
                    _read(on_desk, file, progress, rank)
        progress.end()
    found = on_desk.readings
    return {file.file_id: found[file.file_id].file for file in here if file.file_id in found}


def _read(on_desk: Desk, file: UploadedFile, progress: Progress, rank: int) -> None:
    upload = Upload(file.name, file.getvalue(), on_desk.amended(file.file_id))
    plans = on_desk.plans_beside(file.file_id)
    found = examined(
        database(),
        scope(),
        upload,
        on_desk.department,
        on_desk.service,
        list(plans.values()),
        progress.of(rank, file.name),
    )
    on_desk.put(file.file_id, found, plans)
