import type { ReactNode } from 'react'

export interface DeskColumn<Row> {
  readonly name: string
  readonly label: string
  /** What stands below says by itself what it is: the label is only heard. */
  readonly isPlain?: boolean
  /** Numbers stand right. */
  readonly isNumber?: boolean
  readonly cell: (row: Row) => ReactNode
}

export type Beside = 'nothing' | 'facts' | 'form'

export interface DeskTableProps<Row extends { readonly id: string }> {
  /** What is listed, for those who hear the page. */
  readonly label: string
  readonly columns: readonly DeskColumn<Row>[]
  readonly rows: readonly Row[]
  /** The row that lies open. */
  readonly opened: string | null
  /** What the page shows of it beside the table: a form is left only by its own buttons, or a row that is chosen on purpose. */
  readonly beside?: Beside
  /** 共 12 人. */
  readonly count: string
  /** In place of rows. */
  readonly empty?: ReactNode
  /** Below the rows, inside the box that scrolls. */
  readonly after?: ReactNode
  /** More are to be had than are here. */
  readonly more?: (() => void) | undefined
  /** As tall as its rows, where more stands below it; else it fills the window and its rows scroll. */
  readonly fits?: boolean
  /** The page has a search box, to which `/` leads. */
  readonly hasSearch?: boolean
  /** Of one that has ended. */
  readonly isSoft?: (row: Row) => boolean
  /** null: closed. */
  onOpen(row: Row | null): void
  /** A page of its own: of the row that is open already, by Enter or a second click. Without it Enter stays in the table. */
  onPage?: ((row: Row) => void) | undefined
}

/** Phones have lists; a browser at PC width has the table (DeskTable.h5.tsx). */
export function DeskTable<Row extends { readonly id: string }>(_props: DeskTableProps<Row>): ReactNode {
  return null
}
