// Streamlit has no language setting: this puts its fixed English words into French as they appear.
"use strict";

const WORDS = {
  // frame
  "Skip to main content": "Aller au contenu",
  "Collapse sidebar": "Replier le volet",
  "Expand sidebar": "Déplier le volet",
  "Sidebar": "Volet",
  "App pages": "Pages",
  "App Logo": "Vigie",
  "Navigate to home page": "Aller à la première page",
  "Main menu": "Menu",
  "Notifications": "Messages",
  "Link to heading": "Lien vers ce titre",
  "View less": "Voir moins",
  "Theme": "Thème",
  "System": "Système",
  "Light": "Clair",
  "Dark": "Sombre",
  "Print": "Imprimer",
  "Rerun": "Relancer",
  "Always rerun": "Toujours relancer",
  "File change.": "Fichier modifié.",
  "Clear caches": "Vider les caches",
  "Get help": "Aide",
  "About": "À propos",
  "Report a bug": "Signaler une erreur",
  "Record screen": "Enregistrer l’écran",
  // the parts of an empty date
  "dd": "jj",
  "yyyy": "aaaa",
  // state of the server
  "Running...": "Calcul en cours…",
  "Stop": "Arrêter",
  "Stopping...": "Arrêt en cours…",
  "Connecting": "Connexion",
  "Connecting to Streamlit server": "Connexion au serveur",
  "Connection error": "Serveur injoignable",
  "Connection timed out.": "Le serveur n’a pas répondu à temps.",
  "Connection lost. Please wait for the app to reconnect, then try again.":
    "Connexion perdue. Attendez le retour du serveur, puis recommencez.",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "Le serveur de Vigie est arrêté. Pour le relancer, dans le dossier de Vigie\u00a0:",
  "Streamlit server is not responding. Are you connected to the internet?":
    "Le serveur de Vigie ne répond pas. Vérifiez le réseau.",
  "streamlit run yourscript.py": "make run",
  "Error": "Erreur",
  "Error:": "Erreur\u00a0:",
  "Unknown error": "Erreur inconnue",
  "Unknown Error": "Erreur inconnue",
  "Script execution error": "Erreur d’exécution",
  "Bad message format": "Message illisible",
  "Traceback:": "Trace\u00a0:",
  "Copy": "Copier",
  "Copied": "Copié",
  "Copy to clipboard": "Copier",
  "Try again": "Réessayer",
  "Retry": "Réessayer",
  "Close": "Fermer",
  "Cancel": "Annuler",
  "Dismiss": "Fermer",
  "Page not found": "Page introuvable",
  "The page that you have requested does not seem to exist. Running the app's main page.":
    "La page demandée n’existe pas. Voici la première.",
  // fields
  "Open": "Ouvrir",
  "No results": "Aucun résultat",
  "No options to select.": "Rien à choisir.",
  "No options to select": "Rien à choisir",
  "Choose an option": "Choisir",
  "Choose options": "Choisir",
  "Select...": "Choisir…",
  "Select all": "Tout choisir",
  "Selectbox options": "Choix possibles",
  "Multiselect options": "Choix possibles",
  "Selected values": "Valeurs choisies",
  "Clear all": "Tout retirer",
  "Clear value": "Effacer",
  "Clear entry": "Effacer",
  "All selected options have been cleared.": "Tous les choix ont été retirés.",
  "Show password": "Montrer le mot de passe",
  "Hide password": "Cacher le mot de passe",
  "Increment": "Augmenter",
  "Decrement": "Diminuer",
  "This field is required.": "Ce champ est obligatoire.",
  "Invalid input.": "Saisie non valable.",
  "Number is above the allowed range.": "Nombre trop grand.",
  "Number is below the allowed range.": "Nombre trop petit.",
  "Press Enter to apply": "Entrée pour valider",
  "Press Enter to submit form": "Entrée pour envoyer",
  "Press ⌘+Enter to apply": "⌘ + Entrée pour valider",
  "Press Ctrl+Enter to apply": "Ctrl + Entrée pour valider",
  "Choose date": "Choisir une date",
  "Choose date range": "Choisir deux dates",
  "Previous month": "Mois précédent",
  "Next month": "Mois suivant",
  "Go to the previous month.": "Mois précédent",
  "Go to the next month.": "Mois suivant",
  "previous month": "Mois précédent",
  "next month": "Mois suivant",
  "Clear date": "Effacer la date",
  "Clear dates": "Effacer les dates",
  "Date range": "Période",
  "Quick select a date range": "Périodes usuelles",
  "Use arrow keys to navigate dates. Enter to select. Escape to close.":
    "Flèches pour changer de date, Entrée pour choisir, Échap pour fermer.",
  "Scroll tabs left": "Onglets précédents",
  "Scroll tabs right": "Onglets suivants",
  "Pagination": "Pages",
  "Previous page": "Page précédente",
  "Next page": "Page suivante",
  "Download failed": "Le téléchargement a échoué",
  "Download Button": "Télécharger",
  "Scrollable table": "Tableau à faire défiler",
  // deposit of files
  "Upload": "Parcourir",
  "Upload directories": "Parcourir les dossiers",
  "file upload": "fichiers à déposer",
  "Add files": "Ajouter des fichiers",
  "Replace file": "Remplacer le fichier",
  "Drag and drop a file here": "Déposez un fichier ici",
  "Drag and drop files here": "Déposez les fichiers ici",
  "Drag and drop directories here": "Déposez les dossiers ici",
  // pictures and tables
  "Fullscreen": "Plein écran",
  "View fullscreen": "Plein écran",
  "Close fullscreen": "Quitter le plein écran",
  "Exit fullscreen": "Quitter le plein écran",
  "Download plot as a PNG": "Télécharger l’image (.png)",
  "Preparing image - this may take a few seconds": "L’image se prépare…",
  "Sorry, there was a problem downloading your snapshot!": "L’image n’a pas pu être téléchargée.",
  "Download as CSV": "Télécharger (.csv)",
  "Search": "Chercher",
  "Close Search": "Fermer la recherche",
  "Next Result": "Résultat suivant",
  "Previous Result": "Résultat précédent",
  "Show/hide columns": "Choisir les colonnes",
  "Clear selection": "Effacer la sélection",
  "Show data": "Voir les données",
  "Show chart": "Voir le graphique",
  "Dataframe column menu": "Menu de la colonne",
  "Copy column name": "Copier le nom de la colonne",
  "Sort ascending": "Trier par ordre croissant",
  "Sort descending": "Trier par ordre décroissant",
  "Pin column": "Figer la colonne",
  "Unpin column": "Libérer la colonne",
  "Hide column": "Masquer la colonne",
  "Autosize": "Ajuster la largeur",
  "Statistics": "Statistiques",
  "Format": "Format",
  "Add row": "Ajouter une ligne",
  "Delete row(s)": "Supprimer les lignes",
  "Cancel (Escape)": "Annuler (Échap)",
  "Values": "Valeurs",
  "Empty": "Vides",
  "Distinct": "Distinctes",
  "Minimum": "Minimum",
  "Maximum": "Maximum",
  "Average": "Moyenne",
  "Median": "Médiane",
  "Standard deviation": "Écart type",
  "Sum": "Somme",
  "Range": "Étendue",
  "Count": "Nombre",
  "Minimum length": "Longueur minimale",
  "Maximum length": "Longueur maximale",
  "Average length": "Longueur moyenne",
  "Based on sample": "Sur un échantillon",
  "Top values frequency chart": "Fréquence des valeurs",
  "No data": "Aucune donnée",
  "No content": "Aucun contenu",
  "empty": "vide",
  "Automatic": "Automatique",
  "Localized": "Selon la langue",
  "Plain": "Brut",
  "Compact": "Abrégé",
  "Dollar": "Dollar",
  "Euro": "Euro",
  "Yen": "Yen",
  "Percent": "Pourcentage",
  "Scientific": "Scientifique",
  "Accounting": "Comptable",
  "Distance": "Écart à aujourd’hui",
  "Calendar": "Calendrier",
  "Duration": "Durée",
};

const PATTERNS = [
  [/^([\d.]+)\s?(K|M|G)?B per file(.*)$/, (_, size, unit, rest) => `${size}\u00a0${octets(unit)} par fichier${rest}`],
  [/^(\d+\.\d+|\d+(?=\s?[KMG]))\s?(K|M|G)?B$/, (_, size, unit) => `${size.replace(/\.0$/, "").replace(".", ",")}\u00a0${octets(unit)}`],
  [/^Selected Date: (.*)$/, (_, day) => `Date choisie\u00a0: ${longDay(day)}`],
  [/^Selected Range: (.*) to (.*)$/, (_, first, last) => `Dates choisies\u00a0: du ${longDay(first)} au ${longDay(last)}`],
  [/^Image download succeeded - (.*)$/, "Image téléchargée\u00a0: $1"],
  [/^[a-z0-9_]+ icon$/, "icône"],
  [/^Remove (.*)$/, "Retirer $1"],
  [/^Choose date range, (.*)$/, "Choisir deux dates, $1"],
  [/^Choose date, (.*)$/, "Choisir une date, $1"],
  [/^Cancel upload of (.*)$/, "Annuler l’envoi de $1"],
  [/^Upload progress for (.*)$/, "Envoi de $1"],
  [/^Uploading (.*)$/, "Envoi de $1"],
  [/^([^:]+): (.+)$/, (all, tool, name) => Object.hasOwn(WORDS, tool) ? `${WORDS[tool]}\u00a0: ${name}` : all],
  [/^(.*) files are not allowed\.$/, "Ce type de fichier ($1) n’est pas accepté."],
  [/^File must be ([\d.]+)\s?(K|M|G)?B or smaller\.$/, (_, size, unit) => `Le fichier dépasse ${size}\u00a0${octets(unit)}.`],
  [/^Add: (.*)$/, "Ajouter\u00a0: $1"],
  [/^Select (\d+) matches$/, "Choisir les $1 résultats"],
  [/^View (\d+) more$/, "Voir $1 de plus"],
  [/^Page (\d+)$/, "Page $1"],
  [/^Shortcut (.*)$/, (_, keys) => `Raccourci ${keys.replace("Shift", "Maj").replace("Esc", "Échap")}`],
  [/^Help for (.*)$/, "Aide\u00a0: $1"],
  [/^(day|month|year)(,.*)$/, (_, part, field) => `${PARTS[part]}${field}`],
  [/^(\d+) – ([A-Z][a-z]+)$/, (_, number, name) => `${number} – ${monthName(number)}`],
  [/^((?:Shift|Alt|Ctrl|Esc)(?: \+ .+)?)$/, (_, keys) => keys.replace("Shift", "Maj").replace("Esc", "Échap")],
  [/^(.*) start date$/, "$1, début"],
  [/^(.*) end date$/, "$1, fin"],
  [/^Connection failed with status (.*)$/, "La connexion a échoué (état $1)."],
  [/^Number is above the allowed range\. Please enter a value less than or equal to (.*)\.$/, "Au plus $1."],
  [/^Number is below the allowed range\. Please enter a value greater than or equal to (.*)\.$/, "Au moins $1."],
  [/^Save \((.*)\+Enter\)$/, "Valider ($1 + Entrée)"],
];
const ATTRIBUTES = ["aria-label", "aria-valuetext", "title", "placeholder", "data-title", "alt", "aria-description"];

function octets(unit = "") {
  return `${unit === "K" ? "k" : unit}o`;  // ko, but Mo and Go
}

const PARTS = { day: "jour", month: "mois", year: "année" };

function monthName(number) {
  return new Date(2026, number - 1, 1).toLocaleDateString("fr-FR", { month: "long" });
}

function longDay(english) {
  return new Date(english).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });
}

function french(text) {
  const bare = text.trim();
  if (bare === "") return text;
  if (Object.hasOwn(WORDS, bare)) return text.replace(bare, WORDS[bare]);
  for (const [pattern, replacement] of PATTERNS) {
    const translated = bare.replace(pattern, replacement);
    if (translated !== bare) return translated;
  }
  return text;
}

function translateText(node) {
  const translated = french(node.nodeValue);
  if (translated !== node.nodeValue) node.nodeValue = translated;
}

function translateAttributes(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    const translated = french(value);
    if (translated !== value) element.setAttribute(name, translated);
  }
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) return translateText(root);
  if (root.nodeType !== Node.ELEMENT_NODE) return;
  translateAttributes(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.nodeType === Node.TEXT_NODE) translateText(walker.currentNode);
    else translateAttributes(walker.currentNode);
  }
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach(translate);
    else translate(change.target);
  }
}).observe(document, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
});
