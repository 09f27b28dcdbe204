/** Files of the workspace that the tests work in, written by hand. Spacing and numbers are odd on purpose: they must survive. */
export const fixtures: Readonly<Record<string, string>> = {
  'ranked.jsonl': [
    '{"prompt": "Human: Why is bread dense?", "answers": [{"answer": "Old yeast.", "rank": 2, "model": "m"}, {"answer": "Underproofed.", "rank": 1, "model": "n"}, {"answer": "Bad luck.", "rank": 3, "model": "o"}]}',
    '',
  ].join('\n'),
  'votes.jsonl': [
    '{"frage": "Name a colour.", "x_one": "Red.", "x_two": "Seven.", "won": 1}',
    '{"frage": "Name a number.", "x_one": "Blue.", "x_two": "Nine.", "won": 2}',
    '',
  ].join('\n'),
  'pairs.jsonl': [
    '{"prompt": "Name a prime number.", "chosen": "Seven is a prime number.", "rejected": "Nine is a prime number.", "id": 9007199254740993}',
    '{"prompt":"Boil an egg?","chosen":"Eight minutes in boiling water.",  "rejected":"Put it into the microwave.","note":"\\u00e9"}',
    '{ "prompt" : "What is the capital of France?" , "chosen" : "Lyon." , "rejected" : "Paris." }',
    'this line is no record',
    '{"prompt":"Say hello.","chosen":"Hello!","rejected":"No."}',
    '',
  ].join('\n'),
};

/** `pairs.jsonl` with the texts of the third record's responses exchanged, byte for byte. */
export const flippedThird = fixtures['pairs.jsonl']!.replace(
  '"chosen" : "Lyon." , "rejected" : "Paris."',
  '"chosen" : "Paris." , "rejected" : "Lyon."',
);

/** `pairs.jsonl` with the texts of the first record's responses exchanged, byte for byte. */
export const flippedFirst = fixtures['pairs.jsonl']!.replace(
  '"chosen": "Seven is a prime number.", "rejected": "Nine is a prime number."',
  '"chosen": "Nine is a prime number.", "rejected": "Seven is a prime number."',
);
