import type { SignedIn } from '../../../client/client'
import { OnlyAtPc } from './OnlyAtPc'

export interface WritingProps {
  readonly session: SignedIn
  readonly stream: string
  /** '' for a new one. */
  readonly template: string
  readonly period: string
}

/** A long text is written at a PC (Writing.h5.tsx). */
export function Writing(_props: WritingProps) {
  return <OnlyAtPc />
}
