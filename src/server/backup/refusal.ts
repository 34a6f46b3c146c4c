/** The backup or the restore cannot go on; nothing was changed. The message is a Chinese sentence for the person at the console. */
export class BackupRefusal extends Error {}
