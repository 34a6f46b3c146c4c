import type { SignedIn } from '../../../client/client'
import { EmptyState } from '../../../components/EmptyState'
import { Page } from '../../../components/Page'
import { goBack } from '../../../components/routes'

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

export function OnlyAtPc() {
  return <Page title="写稿" at="reports"><EmptyState text="写稿请在电脑上打开。这里可以看报告、核对数。" action="返回" onAction={goBack} /></Page>
}
