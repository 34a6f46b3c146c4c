import { Text, View } from '@tarojs/components'
import type { ShownRecord } from '../../client/client'
import { useConfig, useSession } from '../../client/hooks'
import { canMove } from '../../core/apply'
import { dayText, isDay } from '../../core/period'
import { own } from '../../core/own'
import type { RecordType } from '../../core/recordType'
import { dueOf } from '../../domain/due'
import { dutiesOf } from '../../domain/duty'
import { movesAllowed } from '../../domain/role'
import { SETTING } from '../../domain/settingNames'
import { Button } from '../Button'
import { call } from '../call'
import { useReading } from '../reading'
import { open } from '../routes'
import { StateMark } from '../StateMark'
import { textSetting } from './setting'

/**
 * What must not wait for a form: a dispute that may become a matter for the police (人民调解法 第二十五条), and harm to a child or to
 * somebody without full capacity (未成年人保护法 第十一条, 反家庭暴力法 第十四条). First the telephone, then one tap to write it down.
 */
export function Alarm({ type, record }: { readonly type: RecordType; readonly record: ShownRecord }) {
  const config = useConfig()
  const session = useSession()
  const { today } = useReading()
  const { values } = record
  const isOver = own(type.stages, record.stage)?.done === true
  const isOwed = dueOf(record, config, today).some(({ leads }) => leads.includes('reportPolice'))
  if (isDay(values.reportedToPoliceOn)) {
    const told = ['已报告公安', dayText(values.reportedToPoliceOn, today), values.reportedAt, values.reportedTo].filter((part) => typeof part === 'string' && part !== '')
    return <View className="alarm-told"><StateMark shape="tick" word={told.join('　')} /></View>
  }
  if (isOver || (values.redFlag !== true && !isOwed)) return null
  const phone = textSetting(config, SETTING.policePhone, values.place)
  const report = own(type.moves, 'reportPolice')
  const mayReport = session.kind === 'signedIn' && report !== undefined && canMove(report, record) && movesAllowed(session.me, type, config.places, record).includes('reportPolice')
  return (
    <View className="alarm gap-above" ariaRole="alert">
      <View className="alarm-head"><View className="shape shape-triangle" /><Text>{values.redFlag === true ? type.fields.redFlag?.label : '发现伤害，要马上报告公安'}</Text></View>
      {values.redFlag === true ? <View>马上打 110{phone === null ? '' : `，或者打${textSetting(config, SETTING.police, values.place) ?? '派出所'} ${phone}`}。人先离开、看住现场，不要自己处置。</View> : null}
      {dutiesOf(values).map(({ law }) => <View key={law}>{law}</View>)}
      <View className="alarm-calls">
        <Button text="打 110" icon="phone" onTap={() => call('110')} />
        {phone === null ? null : <Button text={`打派出所 ${phone}`} icon="phone" onTap={() => call(phone)} />}
      </View>
      {mayReport ? <Button text="打过了，记报告公安" look="outlined" wide onTap={() => open('edit', { kind: type.kind, id: record.id, stream: record.stream, move: 'reportPolice' })} /> : null}
    </View>
  )
}
