/** Words that a person may answer a response with. */
export interface FollowUp {
  readonly text: string;
  /** 1 where they are pleased with the response, -1 where they are not. */
  readonly sign: 1 | -1;
}

/** As many pleased ones as displeased ones, and of like length. */
export const followUps: readonly FollowUp[] = [
  { text: 'Thank you, this is just what I was looking for.', sign: 1 },
  { text: 'Great, that answers my question.', sign: 1 },
  { text: 'Perfect, now it is clear to me.', sign: 1 },
  { text: 'No, this is not what I was looking for.', sign: -1 },
  { text: 'Sorry, but that does not answer my question.', sign: -1 },
  { text: 'Wrong, please try it again.', sign: -1 },
];
