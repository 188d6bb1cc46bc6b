/* pilot-demo-names.c: the words that the demo company's names are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "pilot-demo-names.h"

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define CITIES(...) ((const PilotDemoCity[]){ __VA_ARGS__, { NULL, NULL } })

/* Names of people are common ones of the country; agencies are put together of invented stems, so that none is meant. */
const PilotDemoCountry pilot_demo_countries[] = {
  { "IE", "en", "+353 1 9## ####", WORDS ("Recruitment", "Talent", "Staffing", "People"), WORDS ("Limited", "Ltd"),
    CITIES ({ "Dublin", "Leinster" }, { "Cork", "Munster" }, { "Galway", "Connacht" }, { "Limerick", "Munster" }, { "Sligo", "Connacht" }),
    WORDS ("Aoife", "Seán", "Niamh", "Ciarán", "Róisín", "Conor", "Gráinne", "Eoin", "Sinéad", "Declan", "Orla", "Pádraig", "Maeve", "Fionn",
           "Deirdre", "Brendan", "Ailbhe", "Donal", "Clodagh", "Oisín"),
    WORDS ("Murphy", "O'Brien", "Byrne", "Ryan", "Walsh", "O'Connor", "Kelly", "Doyle", "McCarthy", "Gallagher", "Nolan", "Fitzgerald", "Kavanagh",
           "Ó Súilleabháin", "Brennan", "Daly", "Power", "Hickey", "Quinn", "Moran") },
  { "GB", "en", "+44 1632 96####", WORDS ("Recruitment", "Resourcing", "Talent", "Search", "Personnel"), WORDS ("Limited", "Ltd", "Ltd."),
    CITIES ({ "London", "England" }, { "Manchester", "England" }, { "Leeds", "England" }, { "Bristol", "England" }, { "Glasgow", "Scotland" },
            { "Cardiff", "Wales" }),
    WORDS ("Oliver", "Amelia", "Harry", "Charlotte", "George", "Priya", "Thomas", "Emily", "Mohammed", "Sophie", "Callum", "Hannah", "Rhys",
           "Eleanor", "Jack", "Aisha", "Daniel", "Grace", "Edward", "Zoë"),
    WORDS ("Smith", "Patel", "Taylor", "Hughes", "Khan", "Wright", "Thompson", "Campbell", "Edwards", "Begum", "Morgan", "Shaw", "Mackenzie",
           "Barker", "Whitfield", "Lowe", "Chapman", "Sutton", "Reid", "Pearce") },
  { "DE", "de", "+49 30 232#####", WORDS ("Personal", "Personalberatung", "Talent", "Zeitarbeit"), WORDS ("GmbH", "Gesellschaft mbH", "GmbH & Co. KG"),
    CITIES ({ "Berlin", "Berlin" }, { "München", "Bayern" }, { "Köln", "Nordrhein-Westfalen" }, { "Hamburg", "Hamburg" }, { "Düsseldorf", "Nordrhein-Westfalen" },
            { "Nürnberg", "Bayern" }),
    WORDS ("Anna", "Jürgen", "Lukas", "Käthe", "Björn", "Sabine", "Jonas", "Ursula", "Matthias", "Lena", "Günther", "Franziska", "Felix", "Heike",
           "Moritz", "Ingrid", "Stefan", "Nele", "Thorsten", "Anke"),
    WORDS ("Müller", "Schmidt", "Weiß", "Fischer", "Jäger", "Wagner", "Schäfer", "Hoffmann", "Köhler", "Krüger", "Vogel", "Böhm", "Günther",
           "Lorenz", "Brandt", "Großmann", "Seidel", "Winkler", "Arnold", "Bergmann") },
  { "FR", "fr", "+33 1 99 00 ## ##", WORDS ("Recrutement", "Talents", "Intérim", "Conseil RH"), WORDS ("SARL", "S.A.R.L.", "SAS"),
    CITIES ({ "Paris", "Île-de-France" }, { "Lyon", "Auvergne-Rhône-Alpes" }, { "Marseille", "Provence-Alpes-Côte d'Azur" }, { "Nantes", "Pays de la Loire" },
            { "Lille", "Hauts-de-France" }),
    WORDS ("Camille", "Théo", "Chloé", "Mathieu", "Élodie", "François", "Amélie", "Hugo", "Inès", "Benoît", "Manon", "Jérôme", "Léa", "Olivier",
           "Zoé", "Étienne", "Noémie", "Rémi", "Anaïs", "Loïc"),
    WORDS ("Martin", "Bernard", "Dubois", "Lefèvre", "Moreau", "Garnier", "Chevalier", "Gauthier", "Perrin", "Rousseau", "Blanc", "Guérin", "Lemaire",
           "Noël", "Masson", "Béranger", "Fabre", "Renaud", "Collet", "Picard") },
  { "NL", "nl", "+31 20 794 ####", WORDS ("Werving", "Talent", "Uitzendbureau", "Personeel"), WORDS ("B.V.", "BV"),
    CITIES ({ "Amsterdam", "Noord-Holland" }, { "Rotterdam", "Zuid-Holland" }, { "Utrecht", "Utrecht" }, { "Eindhoven", "Noord-Brabant" }, { "Groningen", "Groningen" }),
    WORDS ("Daan", "Sanne", "Lars", "Femke", "Bram", "Lotte", "Sjoerd", "Anouk", "Thijs", "Marieke", "Joost", "Noor", "Ruben", "Eline", "Jeroen",
           "Maud", "Koen", "Fleur", "Wouter", "Iris"),
    WORDS ("de Vries", "Jansen", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer", "Mulder", "Bos", "Vos", "Peters", "Hendriks",
           "van Leeuwen", "Dekker", "Brouwer", "de Wit", "Dijkstra", "Kuipers", "Postma") },
  { "ES", "es", "+34 910 9## ###", WORDS ("Selección", "Talento", "Recursos Humanos", "Empleo"), WORDS ("S.L.", "SL", "Sociedad Limitada"),
    CITIES ({ "Madrid", "Comunidad de Madrid" }, { "Barcelona", "Cataluña" }, { "Valencia", "Comunidad Valenciana" }, { "Sevilla", "Andalucía" }, { "Málaga", "Andalucía" }),
    WORDS ("Lucía", "Álvaro", "María", "Íñigo", "Carmen", "Javier", "Sofía", "Andrés", "Begoña", "Sergio", "Paula", "Rubén", "Inés", "Óscar",
           "Marta", "Joaquín", "Elena", "Adrián", "Noelia", "Raúl"),
    WORDS ("García", "Fernández", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Ruiz", "Jiménez", "Muñoz", "Álvarez", "Romero", "Navarro",
           "Iglesias", "Ortega", "Delgado", "Castro", "Núñez", "Peña", "Ibáñez") },
  { "IT", "it", "+39 02 8088 ####", WORDS ("Selezione", "Talenti", "Lavoro", "Risorse Umane"), WORDS ("S.r.l.", "SRL", "Srl"),
    CITIES ({ "Milano", "Lombardia" }, { "Roma", "Lazio" }, { "Torino", "Piemonte" }, { "Bologna", "Emilia-Romagna" }, { "Napoli", "Campania" }),
    WORDS ("Giulia", "Marco", "Chiara", "Luca", "Francesca", "Matteo", "Sara", "Andrea", "Niccolò", "Elisa", "Davide", "Martina", "Paolo", "Alessia",
           "Stefano", "Beatrice", "Simone", "Ilaria", "Pietro", "Noemi"),
    WORDS ("Rossi", "Russo", "Ferrari", "Esposito", "Bianchi", "Romano", "Colombo", "Ricci", "Marino", "Greco", "Bruno", "Gallo", "Conti", "De Luca",
           "Mancini", "Costa", "Giordano", "Rizzo", "Lombardi", "Moretti") },
  { "PL", "pl", "+48 22 299 ## ##", WORDS ("Rekrutacja", "Talent", "Kadry", "Praca"), WORDS ("Sp. z o.o.", "sp. z o. o.", "Spółka z o.o."),
    CITIES ({ "Warszawa", "Mazowieckie" }, { "Kraków", "Małopolskie" }, { "Wrocław", "Dolnośląskie" }, { "Poznań", "Wielkopolskie" }, { "Łódź", "Łódzkie" }),
    WORDS ("Agnieszka", "Paweł", "Katarzyna", "Łukasz", "Małgorzata", "Piotr", "Zofia", "Michał", "Joanna", "Krzysztof", "Ewa", "Tomasz", "Magda",
           "Jakub", "Kinga", "Wojciech", "Alicja", "Rafał", "Dorota", "Szymon"),
    WORDS ("Nowak", "Kowalski", "Wiśniewska", "Wójcik", "Kamińska", "Lewandowski", "Zielińska", "Szymański", "Woźniak", "Dąbrowska", "Kozłowski",
           "Mazur", "Jabłońska", "Krawczyk", "Piotrowska", "Grabowski", "Pawlak", "Michalska", "Król", "Wróbel") },
  { "SE", "sv", "+46 8 465 ## ###", WORDS ("Rekrytering", "Talang", "Bemanning", "Konsult"), WORDS ("AB", "Aktiebolag"),
    CITIES ({ "Stockholm", "Stockholms län" }, { "Göteborg", "Västra Götaland" }, { "Malmö", "Skåne" }, { "Uppsala", "Uppsala län" }, { "Örebro", "Örebro län" }),
    WORDS ("Elsa", "Oskar", "Åsa", "Björn", "Maja", "Nils", "Sigrid", "Erik", "Linnéa", "Anders", "Karin", "Viktor", "Freja", "Håkan", "Ebba",
           "Magnus", "Tove", "Jörgen", "Alva", "Göran"),
    WORDS ("Andersson", "Johansson", "Lindqvist", "Nilsson", "Öberg", "Svensson", "Bergström", "Sjögren", "Åkesson", "Holm", "Ekström", "Nyström",
           "Lundgren", "Sandberg", "Forsberg", "Wallin", "Hedlund", "Fransson", "Björk", "Dahl") },
  { "US", "en-US", "+1 212 555 01##", WORDS ("Staffing", "Talent", "Recruiting", "Search Group"), WORDS ("Inc.", "Inc", "LLC"),
    CITIES ({ "New York", "NY" }, { "Chicago", "IL" }, { "Austin", "TX" }, { "Seattle", "WA" }, { "Boston", "MA" }, { "Denver", "CO" }),
    WORDS ("Ashley", "Michael", "Jessica", "Tyler", "Latoya", "Brandon", "Emily", "Carlos", "Megan", "Justin", "Keisha", "Ryan", "Hannah", "Diego",
           "Brittany", "Ethan", "Wei", "Madison", "Jamal", "Rachel"),
    WORDS ("Johnson", "Williams", "Brown", "Garcia", "Miller", "Davis", "Rodriguez", "Wilson", "Anderson", "Nguyen", "Jackson", "Lee", "Harris",
           "Clark", "Lewis", "Robinson", "Young", "Scott", "Chen", "Baker") },
  { "AU", "en-AU", "+61 2 5550 ####", WORDS ("Recruitment", "People", "Talent", "Labour Hire"), WORDS ("Pty Ltd", "Pty Limited", "P/L"),
    CITIES ({ "Sydney", "NSW" }, { "Melbourne", "VIC" }, { "Brisbane", "QLD" }, { "Perth", "WA" }, { "Adelaide", "SA" }),
    WORDS ("Lachlan", "Matilda", "Cooper", "Isla", "Angus", "Georgia", "Mitchell", "Tahlia", "Hamish", "Chelsea", "Blake", "Imogen", "Jarrah", "Kirra",
           "Flynn", "Bronte", "Heath", "Jade", "Darcy", "Paige"),
    WORDS ("Mitchell", "Cooper", "Nguyen", "Singh", "Fraser", "Hayes", "Watson", "Pham", "McKenzie", "Gibson", "Burke", "Stewart", "Webb", "Hunter",
           "Palmer", "Walker", "Kumar", "Dixon", "Griffiths", "Holland") },
  { "IN", "en-IN", "+91 22 6999 ####", WORDS ("Consultants", "Talent Solutions", "Staffing", "HR Services"), WORDS ("Private Limited", "Pvt Ltd", "Pvt. Ltd."),
    CITIES ({ "Mumbai", "Maharashtra" }, { "Bengaluru", "Karnataka" }, { "Pune", "Maharashtra" }, { "Hyderabad", "Telangana" }, { "Chennai", "Tamil Nadu" }),
    WORDS ("Ananya", "Rahul", "Priya", "Arjun", "Kavya", "Vikram", "Deepika", "Sanjay", "Meera", "Rohan", "Lakshmi", "Aditya", "Pooja", "Karthik",
           "Sneha", "Nikhil", "Divya", "Imran", "Neha", "Suresh"),
    WORDS ("Sharma", "Iyer", "Reddy", "Gupta", "Nair", "Desai", "Kulkarni", "Singh", "Joshi", "Banerjee", "Rao", "Menon", "Chatterjee", "Kapoor",
           "Bhat", "Pillai", "Malhotra", "Shaikh", "Verma", "Das") },
};
const guint pilot_demo_n_countries = G_N_ELEMENTS (pilot_demo_countries);

const char *const pilot_demo_stems[] = {
  "Kestrel", "Northgate", "Blue Harbour", "Alderbrook", "Silverline", "Fernhill", "Redstone", "Larkfield", "Oakbridge", "Summit Row", "Brightwater",
  "Stonecroft", "Willowbank", "Ironwood", "Lantern", "Cobalt Bay", "Merrion Gate", "Tidewell", "Ashcombe", "Foxglove", "Greyfriars", "Hazelmere",
  "Juniper", "Kingsmoor", "Linden", "Marlowe", "Nightingale", "Orchard Lane", "Peregrine", "Quayside", "Rowan", "Sable", "Thornbury", "Umbra",
  "Valehurst", "Westerly", "Yarrow", "Zephyr", "Amberley", "Birchwood", "Castlegate", "Drumlin", "Elmstead", "Fairway", "Glenmore", "Hollis",
  "Islington Park", "Jasper", "Keystone", "Lodestar", "Millrace", "Norwood", "Osprey", "Paragon Hill", "Quill", "Ravenscar", "Saltmarsh", "Tamarisk",
  "Upland", "Vantage", "Windrush", "Bellwether", "Cardinal", "Dovetail", "Ember", "Falcon Row", "Granite", "Heron", "Ivory Gate", "Jubilee", "Kite",
  "Longacre", "Meadowlark", "Nimbus", "Opal", "Pinewood", "Quarry", "Rosewell", "Sterling Oak", "Trellis",
  NULL,
};

const char *const pilot_demo_specialties[] = {
  "Food production", "Supply chain", "Engineering", "Finance", "IT", "Sales", "Quality assurance", "Executive search", "Temporary staff",
  "Laboratory", "Logistics", "Marketing", NULL,
};

const char *const pilot_demo_streets[] = {
  "Harbour Road", "Mill Lane", "Station Square", "Market Street", "Chapel Hill", "Bridge Street", "Canal Walk", "College Green", "High Street",
  "Park Avenue", NULL,
};

const char *const pilot_demo_public_mail[] = { "gmail.com", "outlook.com", "yahoo.com", "hotmail.com", "icloud.com", NULL };

const PilotDemoPosition pilot_demo_positions[] = {
  { "Production Operator", "Operations" },   { "Food Technologist", "Research and Development" }, { "Quality Manager", "Quality" },
  { "Maintenance Technician", "Engineering" }, { "Supply Chain Planner", "Logistics" },           { "Warehouse Team Lead", "Logistics" },
  { "Financial Controller", "Finance" },     { "Key Account Manager", "Sales" },                 { "Brand Manager", "Marketing" },
  { "Process Engineer", "Engineering" },     { "Microbiologist", "Quality" },                    { "Payroll Specialist", "Human Resources" },
  { "Data Engineer", "Information Technology" }, { "SAP Consultant", "Information Technology" }, { "Procurement Lead", "Procurement" },
  { "Packaging Engineer", "Engineering" },   { "Shift Supervisor", "Operations" },               { "Legal Counsel", "Legal" },
  { "Customer Service Agent", "Sales" },     { "Environmental Health and Safety Officer", "Operations" },
};
const guint pilot_demo_n_positions = G_N_ELEMENTS (pilot_demo_positions);

void
pilot_demo_fold (const char *text, char *buffer, gsize size_bytes)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  gsize length = 0;

  for (const char *at = ascii; *at != '\0' && length + 1 < size_bytes; at++)
    if (g_ascii_isalnum (*at))
      buffer[length++] = g_ascii_tolower (*at);
  buffer[length] = '\0';
}
