/** What is particular to the demo's catalogue of films: whom to be and what to ask. Other catalogues get general words. */

/** Users that the demo loads events for, with what they watch. */
const VIEWERS = {
  ridley: "Ridley Scott",
  miyazaki: "Hayao Miyazaki",
  noir: "film noir",
  western: "westerns",
  romcom: "romantic comedies",
  kurosawa: "Akira Kurosawa",
  french: "French cinema",
  horror: "horror of every decade",
  musicals: "musicals and dance",
  family: "for small children",
  docs: "documentaries",
  mindbender: "puzzle films",
  heist: "heists and con artists",
  war: "war films",
  korean: "Korean cinema",
  scifi: "science fiction",
  hitchcock: "Alfred Hitchcock",
  darkcomedy: "black comedy",
  anime: "grown-up animation",
  hongkong: "Hong Kong, Taiwan, China",
  italian: "Italian cinema",
  nordic: "serious Nordic drama",
  silent: "silent films",
  pixar: "computer animation",
  womendirect: "directed by women",
  spanish: "Spanish-language cinema",
  blockbuster: "crowd-pleasers",
  gangster: "gangsters and crime",
  quirky: "whimsical comedies",
  british: "British films",
  worldcinema: "quiet human stories",
  epic: "historical epics",
  slow: "slow, meditative films",
  monsters: "monsters and creatures",
  goldenage: "Hollywood's golden age",
  laughs: "slapstick",
};

/**
 * Users worth trying in a catalogue.
 *
 * @param {{name: string}|null} catalog
 * @returns {{id: string, text: string}[]}
 */
export function viewersOf(catalog) {
  return catalog?.name === "films" ? Object.entries(VIEWERS).map(([id, text]) => ({ id, text })) : [];
}

/**
 * What an empty chat says.
 *
 * @param {{name: string}|null} catalog
 * @returns {{title: string, text: string, first: string[]}}
 */
export function greetingOf(catalog) {
  const text =
    "Ask in plain words. Choose who you are, and the same question gets an answer of your own. Every result says why it is there.";
  if (catalog?.name !== "films") {
    return {
      title: "What are you looking for?",
      text,
      first: ["what do you recommend for me?", "something popular", "something new"],
    };
  }
  return {
    title: "What are you in the mood for?",
    text,
    first: [
      "a tense science fiction film from the nineties, not a comedy",
      "something like Alien but newer",
      "what should I watch tonight?",
    ],
  };
}
