/* The language of the page for dates: days before months, as its server writes them. */

const said = document.documentElement.lang || "en";

export const language = said === "en" ? "en-GB" : said;
