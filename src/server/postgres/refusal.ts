/** The database cannot be started; the message is a Chinese sentence for the person at the console. */
export class Refusal extends Error {}
