import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Button } from '../Button'
import { Icon } from '../Icon'
import { Page } from '../Page'
import { Tap } from '../Tap'
import { useWide } from '../wide'
import type { Beside } from './DeskTable'

/** One of the list, open: beside it at PC width, a page of its own on a phone. */
export interface DeskOne {
  readonly title: string
  /** Words above the title at PC width: what kind of thing it is. */
  readonly kind?: string
  /** With its own sheets. */
  readonly content: ReactNode
  /** What is written in it is not to be lost by a key. */
  readonly isForm?: boolean
  /** Under the thumb on a phone: 回到名录. */
  readonly back?: string
  onClose(): void
}

interface DeskPageProps {
  readonly title: string
  readonly sub?: string
  /** Entry of the rail that is lit. */
  readonly at?: string
  /** The one thing to do next: under the thumb, or at the right of the top bar. */
  readonly act?: { readonly text: string; readonly off?: boolean; onTap(): void } | undefined
  /** The search box, at PC width in the top bar; on a phone `list` begins with it. */
  readonly search?: ReactNode
  readonly over?: ReactNode
  readonly one: DeskOne | null
  readonly list: ReactNode
  /** At PC width, told what stands beside it. */
  readonly table: (beside: Beside) => ReactNode
}

/** A list and one of its rows: one after the other on a phone, side by side at PC width. */
export function DeskPage(props: DeskPageProps) {
  return <DeskFrame {...props} isWide={useWide()} />
}

/** One tree for both widths: whoever turns a tablet in the middle of a form keeps what is written. */
export function DeskFrame({ title, sub, at, act, search, over, one, list, table, isWide }: DeskPageProps & { readonly isWide: boolean }) {
  const beside: Beside = one === null ? 'nothing' : one.isForm === true ? 'form' : 'facts'
  const frame = isWide ? wideFrame(title, sub, at, act, search) : narrowFrame(title, act, one)
  return (
    <Page {...frame} over={isWide || one === null ? over : null}>
      {isWide ? <View className="only-print print-title">{title}{sub === undefined ? '' : `　${sub}`}</View> : null}
      <View className={isWide && one !== null ? 'desk-two desk-open' : ''}>
        {isWide ? <View className="desk-list">{table(beside)}</View> : one === null ? list : null}
        {one === null ? null : <DeskPanel {...one} isWide={isWide} />}
      </View>
    </Page>
  )
}

function wideFrame(title: string, sub: string | undefined, at: string | undefined, act: DeskPageProps['act'], search: ReactNode) {
  return {
    title, ...(at === undefined ? {} : { at }), ...(sub === undefined ? {} : { sub }),
    actions: <>{search === undefined ? null : <View className="top-search">{search}</View>}{act === undefined ? null : <Button {...act} icon="plus" look="filled" />}</>,
  }
}

function narrowFrame(title: string, act: DeskPageProps['act'], one: DeskOne | null) {
  if (one === null) return { title, width: 'form' as const, ...(act === undefined ? {} : { dock: <Button {...act} icon="plus" look="filled" wide /> }) }
  return { title: one.title, width: 'form' as const, onBack: one.onClose, ...(one.back === undefined ? {} : { dock: <Button text={one.back} wide onTap={one.onClose} /> }) }
}

function DeskPanel({ title, kind, content, isWide, onClose }: DeskOne & { readonly isWide: boolean }) {
  return (
    <View className={isWide ? 'card panel desk-panel' : ''}>
      {isWide ? (
        <View className="panel-head">
          <View className="grow">
            {kind === undefined ? null : <View className="meta">{kind}</View>}
            <Text className="subject">{title}</Text>
          </View>
          <Tap className="panel-tool" label="收起" onTap={onClose}><Icon name="close" size="small" /></Tap>
        </View>
      ) : null}
      <View className={isWide ? 'panel-body' : ''}>{content}</View>
    </View>
  )
}
