/** Sound of a voice, small: ten minutes are 2.4 MB. A file of its own: what a file of one platform names `./recorder`, is itself there. */
export const VOICE_RATE = { sampleRate: 16_000, bitRate: 32_000, channels: 1 } as const
