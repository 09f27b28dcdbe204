/** Help text of `pairlens doctor`. */
export const doctorHelp = `pairlens doctor: what this machine offers

Usage:
  pairlens doctor

Prints versions, processor, memory, the folder for expanded files, and the formats that are read.
`;
