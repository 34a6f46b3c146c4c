import { View } from '@tarojs/components'
import { useConfig } from '../../../client/hooks'
import type { Config } from '../../../core/config'
import { optionFields, type OptionField } from '../../../domain/optionRule'
import { AdminPage } from '../../../components/admin/AdminPage'
import { Card } from '../../../components/Card'
import { DeskPage } from '../../../components/desk/DeskPage'
import { DeskTable, type DeskColumn } from '../../../components/desk/DeskTable'
import { ListRow } from '../../../components/ListRow'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { rowsOf, touchedIn } from './options'

/** 选项: of every field that offers some, what they are called, and where it is open, which there are. */
export default function Options() {
  return <AdminPage page="options" others="选项由县管理员管。要加一类，请找他们。">{() => <Kept />}</AdminPage>
}

function Kept() {
  const config = useConfig()
  const fields = optionFields()
  const openOnes = fields.filter((field) => field.open)
  const list = (
    <>
      <SectionHead title="可以加、可以停用的" right={`${openOnes.length} 栏`} />
      <Card>{openOnes.map((field) => <Row key={field.path} field={field} />)}</Card>
      <View className="note gap-above">下面这些是法定的、报表里的，只能改叫法。</View>
      {[...new Set(fields.filter((field) => !field.open).map(({ type }) => type))].map((type) => (
        <View key={type.kind}>
          <SectionHead title={type.label} />
          <Card>{fields.filter((field) => !field.open && field.type === type).map((field) => <Row key={field.path} field={field} />)}</Card>
        </View>
      ))}
    </>
  )
  const show = (row: Line | null): void => {
    if (row !== null) open('optionField', { field: row.id })
  }
  return (
    <DeskPage
      title="选项" at="admin/options" one={null} list={list}
      table={() => (
        <DeskTable
          label="选项" columns={columnsWith(config)} rows={[...openOnes, ...fields.filter((field) => !field.open)].map((field) => ({ id: field.path, field }))}
          opened={null} count={`${fields.length} 栏，其中可以加、可以停用的 ${openOnes.length} 栏`} onOpen={show}
        />
      )}
    />
  )
}

interface Line {
  readonly id: string
  readonly field: OptionField
}

function columnsWith(config: Config): readonly DeskColumn<Line>[] {
  const touched = (name: 'added' | 'reworded' | 'retired') => ({ field }: Line): string => String(touchedIn(config, field)[name] || '—')
  return [
    { name: 'type', label: '台账', cell: ({ field }) => field.type.label },
    { name: 'field', label: '栏', cell: ({ field }) => field.label },
    { name: 'open', label: '能改什么', cell: ({ field }) => (field.open ? '可以加、可以停用的' : '法定的、报表里的，只能改叫法') },
    { name: 'count', label: '几个', isNumber: true, cell: ({ field }) => rowsOf(config, field).length },
    { name: 'added', label: '加了', isNumber: true, cell: touched('added') },
    { name: 'reworded', label: '改了叫法', isNumber: true, cell: touched('reworded') },
    { name: 'retired', label: '停用', isNumber: true, cell: touched('retired') },
  ]
}

function Row({ field }: { readonly field: OptionField }) {
  const config = useConfig()
  const { added, reworded, retired } = touchedIn(config, field)
  const facts = [
    ...(field.open ? [field.type.label] : []), `${rowsOf(config, field).length} 个`,
    ...(added > 0 ? [`加了 ${added} 个`] : []), ...(reworded > 0 ? [`改了 ${reworded} 个叫法`] : []), ...(retired > 0 ? [`停用 ${retired} 个`] : []),
  ]
  return <ListRow title={field.label} facts={facts} chevron onTap={() => open('optionField', { field: field.path })} />
}
