/** `ResponseError` code of a request that its caller cancelled. */
export const cancelledCode = -32800;

/** `ResponseError` code for an error whose message is for the user. */
export const userErrorCode = -32050;

/** `ResponseError` code when a save would overwrite somebody else's change. */
export const outsideChangeCode = -32051;
