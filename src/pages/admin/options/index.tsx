import { View } from '@tarojs/components'
import { useConfig } from '../../../client/hooks'
import { option as optionType } from '../../../domain/directory'
import { optionFields, type OptionField } from '../../../domain/optionRule'
import { createMoves } from '../../../domain/role'
import { Card } from '../../../components/Card'
import { EmptyState } from '../../../components/EmptyState'
import { ListRow } from '../../../components/ListRow'
import { Page } from '../../../components/Page'
import { open } from '../../../components/routes'
import { SectionHead } from '../../../components/SectionHead'
import { useSignedIn } from '../../../components/session'
import { rowsOf, touchedIn } from './options'

/** 选项: of every field that offers some, what they are called, and where it is open, which there are. */
export default function Options() {
  const session = useSignedIn()
  if (session === null) return <Page title="选项" width="form">{null}</Page>
  if (createMoves(session.me, optionType).length === 0) return <Page title="选项" width="form"><EmptyState text="选项由县管理员管。要加一类，请找他们。" /></Page>
  const fields = optionFields()
  const openOnes = fields.filter((field) => field.open)
  return (
    <Page title="选项" width="form">
      <SectionHead title="可以加、可以停用的" right={`${openOnes.length} 栏`} />
      <Card>{openOnes.map((field) => <Row key={field.path} field={field} />)}</Card>
      <View className="note gap-above">下面这些是法定的、报表里的，只能改叫法。</View>
      {[...new Set(fields.filter((field) => !field.open).map(({ type }) => type))].map((type) => (
        <View key={type.kind}>
          <SectionHead title={type.label} />
          <Card>{fields.filter((field) => !field.open && field.type === type).map((field) => <Row key={field.path} field={field} />)}</Card>
        </View>
      ))}
    </Page>
  )
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
