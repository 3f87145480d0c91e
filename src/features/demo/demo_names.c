/* Names for invented people. Surnames are put together from nature, so that they sound Danish and
 * belong to few or none.
 * SPDX-License-Identifier: MPL-2.0 */
#include "features/demo/demo_parts.h"

const char *const demo_first_names[DEMO_FIRST_NAMES_N] = {
    "Agnes",     "Aksel",  "Alberte", "Anders", "Anna",  "Asger",    "Åge",     "Åse",
    "Benjamin",  "Bente",  "Birgit",  "Bjørn",  "Bodil", "Camilla",  "Carl",    "Cecilie",
    "Christian", "Clara",  "Dagny",   "Ditte",  "Ebbe",  "Elin",     "Emil",    "Esther",
    "Frederik",  "Freja",  "Frida",   "Gerda",  "Gry",   "Gustav",   "Hanne",   "Hassan",
    "Helle",     "Henrik", "Ida",     "Inger",  "Jakob", "Jens",     "Johanne", "Jørgen",
    "Karen",     "Kasper", "Kirsten", "Kåre",   "Lærke", "Lars",     "Leila",   "Line",
    "Lone",      "Mads",   "Maja",    "Malthe", "Maria", "Merete",   "Mikkel",  "Morten",
    "Nanna",     "Niels",  "Nora",    "Ole",    "Oskar", "Pernille", "Peter",   "Rasmus",
    "Rikke",     "Sanne",  "Signe",   "Simon",  "Sofie", "Søren",    "Solvej",  "Susanne",
    "Thea",      "Thomas", "Tobias",  "Trine",  "Ulla",  "Vibeke",   "Viggo",   "Yasmin",
};

const char *const demo_last_names[DEMO_LAST_NAMES_N] = {
    "Agerhøj",    "Askelund",    "Birkemose", "Bølgehede",  "Brombærholt", "Bøgevang",
    "Dugfald",    "Dunhammer",   "Egekrat",   "Elmeskær",   "Engtoft",     "Fjordager",
    "Fuglehegn",  "Fyrreklint",  "Græsholm",  "Grønnedal",  "Hasselvig",   "Havtorn",
    "Hedekrog",   "Hindbærskov", "Hyldebro",  "Høstmark",   "Isfuglsø",    "Kastanjebæk",
    "Klitgræs",   "Kløverfold",  "Kornmod",   "Kæruld",     "Lindeløkke",  "Lyngskrænt",
    "Lærkedal",   "Løvspring",   "Mosefund",  "Mågeklint",  "Nattergalsø", "Nælderup",
    "Pileå",      "Poppelvad",   "Regnmark",  "Ribsgård",   "Rimfrost",    "Rugkær",
    "Rønnebakke", "Sivsø",       "Skovmærke", "Slåenkrat",  "Snebærhøj",   "Solhverv",
    "Stenfugl",   "Strandsand",  "Svaleø",    "Tjørnelund", "Tranemose",   "Tyttebær",
    "Ulvefod",    "Vandløb",     "Vibeeng",   "Vindblæst",  "Vintergæk",   "Ærenpris",
    "Øresten",    "Østerklit",   "Åbrink",    "Åkande",
};

/* What teams of a citizens' service could be called; more of them get a number. */
const char *const demo_team_names[DEMO_TEAM_NAMES_N] = {
    "Ydelse og bolig", "Betaling",    "Digital hjælp", "Byg og miljø",
    "Omstillingen",    "Aftenholdet", "Pension",       "Familie og børn",
};
