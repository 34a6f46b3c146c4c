import { View } from '@tarojs/components'
import { useState } from 'react'
import { useConfig, useRecords } from '../../../../client/hooks'
import { optionFieldAt, type OptionField } from '../../../../domain/optionRule'
import { AdminPage } from '../../../../components/admin/AdminPage'
import { Button } from '../../../../components/Button'
import { Card } from '../../../../components/Card'
import { ChipGroup } from '../../../../components/Chip'
import { ListRow } from '../../../../components/ListRow'
import { Page } from '../../../../components/Page'
import { useParams } from '../../../../components/params'
import { SectionHead } from '../../../../components/SectionHead'
import { StateMark } from '../../../../components/StateMark'
import { rowsOf, type OptionRow } from '../options'
import { NewOptionSheet, OptionSheet } from '../OptionSheet'

/** Opened to be written; no code is empty. */
const NEW = ''

/** The options of one field. */
export default function OptionFieldPage() {
  const { field: path = '' } = useParams()
  const field = optionFieldAt(path)
  return <AdminPage page="options" others="没有这一栏，或者不归您管。" isThere={field !== null}>{() => (field === null ? null : <Keeping field={field} />)}</AdminPage>
}

function Keeping({ field }: { readonly field: OptionField }) {
  const config = useConfig()
  const records = useRecords({ kinds: ['option'] }).rows
  const [opened, setOpened] = useState<string | null>(null)
  const [tried, setTried] = useState<readonly string[]>([])
  const rows = rowsOf(config, field)
  const row = rows.find(({ code }) => code === opened) ?? null
  const offered = rows.filter(({ option }) => option.retired !== true)
  const close = (): void => setOpened(null)
  const sheet = row === null ? null : <OptionSheet key={row.code} field={field} row={row} rows={rows} records={records} onClose={close} />
  const adding = opened === NEW ? <NewOptionSheet field={field} rows={rows} records={records} onClose={close} /> : null
  return (
    <Page title={field.label} sub={field.type.label} at="admin/options" width="form" over={sheet ?? adding}>
      <SectionHead title="选项" right={`${offered.length} 个在用`} />
      <Card>{rows.map((each) => <Row key={each.code} row={each} onOpen={() => setOpened(each.code)} />)}</Card>
      {field.open ? <View className="gap-above"><Button text="加一个" icon="plus" wide onTap={() => setOpened(NEW)} /></View> : null}
      <SectionHead title="填写的时候是这样" />
      <Card padded>
        <ChipGroup label={field.label} choices={offered.map(({ code, option }) => ({ code, text: option.short ?? option.label }))} picked={tried} clearable onPick={setTried} />
      </Card>
      <View className="note gap-above">
        记录里存的是代号：改了叫法，以前记的也按新叫法显示，数不变；不再使用的，新填时不出现，以前记的照旧；定了稿的报告不变。
      </View>
    </Page>
  )
}

function Row({ row: { option, basic }, onOpen }: { readonly row: OptionRow; onOpen(): void }) {
  const facts = [basic === null ? '县里加的' : basic === option.label ? '程序带的' : `原来叫“${basic}”`]
  return (
    <ListRow
      title={option.label} facts={facts} chevron onTap={onOpen}
      {...(option.retired === true ? { right: <StateMark shape="square" word="不再使用" /> } : {})}
    />
  )
}
