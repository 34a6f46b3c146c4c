import { View } from '@tarojs/components'
import { useState } from 'react'
import { CLASS_LABELS, inventory, type InventoryRow } from '../../../domain/privacyInventory'
import { STORES } from '../../../domain/privacyPurposes'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Card } from '../../../components/Card'
import { Pair } from '../../../components/case/Pair'
import { DeskPage } from '../../../components/desk/DeskPage'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'

const TITLE = '个人信息清单'

/** What is kept of people, field by field, as the schema and the role table say it. */
export default function Inventory() {
  return <AdminPage page="inventory" others="个人信息清单由司法所、安全管理员和审计员看。">{() => <Kept />}</AdminPage>
}

function Kept() {
  const [opened, setOpened] = useState<InventoryRow | null>(null)
  const rows = inventory()
  const types = [...new Set(rows.map(({ type }) => type))]
  const elsewhere = (
    <>
      <SectionHead title="台账以外" />
      <Card>{STORES.map(({ table, what, seenBy, kept }) => <ListRow key={table} title={what} facts={[seenBy, kept]} />)}</Card>
      <View className="note gap-above">不记身份证号，不拍身份证件，不记行踪。这份清单由程序照实列出，和程序同时改。</View>
    </>
  )
  const list = (
    <>
      {types.map((type) => (
        <View key={type}>
          <SectionHead title={type} />
          <Card>
            {rows.filter((row) => row.type === type).map((row) => (
              <ListRow key={row.path} title={row.label} facts={[CLASS_LABELS[row.kind], row.kept]} chevron onTap={() => setOpened(row)} />
            ))}
          </Card>
        </View>
      ))}
      {elsewhere}
    </>
  )
  return (
    <DeskPage
      title={TITLE} at="admin/inventory" one={null} list={list} over={opened === null ? null : <FieldSheet row={opened} onClose={() => setOpened(null)} />}
      table={() => (
        <>
          <DeskTable label={TITLE} columns={COLUMNS} rows={rows.map((row) => ({ ...row, id: row.path }))} opened={opened?.path ?? null} count={`${rows.length} 栏`} fits onOpen={setOpened} />
          {elsewhere}
        </>
      )}
    />
  )
}

const COLUMNS: readonly DeskColumn<InventoryRow & { readonly id: string }>[] = [
  { name: 'type', label: '台账', cell: ({ type }) => type },
  { name: 'label', label: '栏', cell: ({ label }) => label },
  { name: 'kind', label: '哪一类', cell: ({ kind }) => CLASS_LABELS[kind] },
  { name: 'seenBy', label: '谁看得到', cell: ({ seenBy }) => seenBy.join('、') },
  { name: 'kept', label: '留多久', cell: ({ kept }) => kept },
]

function FieldSheet({ row, onClose }: { readonly row: InventoryRow; onClose(): void }) {
  return (
    <Sheet title={row.label} onClose={onClose}>
      <Pair label="为什么记">{row.why ?? ''}</Pair>
      <Pair label="依据">{row.basis ?? ''}</Pair>
      <Pair label="谁看得到">{row.seenBy.join('、')}</Pair>
      <Pair label="留多久">{row.kept}</Pair>
      <Pair label="放在哪">{row.stored}</Pair>
    </Sheet>
  )
}
