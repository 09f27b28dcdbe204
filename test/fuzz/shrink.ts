/** Most tries for one input. */
const mostTries = 600;

/** A shorter input with the same fault, by leaving out ever smaller pieces. */
export async function shrink(input: Buffer, isStillWrong: (input: Buffer) => Promise<boolean>): Promise<Buffer> {
  let best = input;
  let tries = 0;
  for (let piece = Math.ceil(best.length / 2); piece >= 1; piece = piece === 1 ? 0 : Math.ceil(piece / 2)) {
    for (let at = 0; at < best.length; ) {
      if (++tries > mostTries) return best;
      const shorter = Buffer.concat([best.subarray(0, at), best.subarray(at + piece)]);
      if (await isStillWrong(shorter)) best = shorter;
      else at += piece;
    }
  }
  return best;
}
