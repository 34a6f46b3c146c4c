import { View } from '@tarojs/components'
import { useState } from 'react'
import { CLASS_LABELS, inventory, type InventoryRow } from '../../../domain/privacyInventory'
import { STORES } from '../../../domain/privacyPurposes'
import { Card } from '../../../components/Card'
import { Pair } from '../../../components/case/Pair'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { SectionHead } from '../../../components/SectionHead'
import { Sheet } from '../../../components/Sheet'
import { useSignedIn } from '../../../components/session'

const TITLE = '个人信息清单'

/** What is kept of people, field by field, as the schema and the role table say it. */
export default function Inventory() {
  const session = useSignedIn()
  const [opened, setOpened] = useState<InventoryRow | null>(null)
  if (session === null) return <Page title={TITLE} width="form">{null}</Page>
  const rows = inventory()
  const types = [...new Set(rows.map(({ type }) => type))]
  return (
    <Page title={TITLE} width="form" over={opened === null ? null : <FieldSheet row={opened} onClose={() => setOpened(null)} />}>
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
      <SectionHead title="台账以外" />
      <Card>{STORES.map(({ table, what, seenBy, kept }) => <ListRow key={table} title={what} facts={[seenBy, kept]} />)}</Card>
      <View className="note gap-above">不记身份证号，不拍身份证件，不记行踪。这份清单由程序照实列出，和程序同时改。</View>
    </Page>
  )
}

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
