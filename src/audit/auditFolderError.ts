/** A folder of an audit can't be taken for the open file. The message is for the user and says what to do. */
export class AuditFolderError extends Error {
  override readonly name = 'AuditFolderError';
}
