import { Text, View } from '@tarojs/components'
import { base64Text, utf8Bytes } from '../../client/bytes'
import { CODE_PATH, groupedCode, type CaseCode } from '../../core/codeWire'
import { Picture } from '../Picture'

/** The slip itself, as it is handed over: black on white in the dark too, without a name or what was said. */
export function SlipPaper({ code, label, rated }: {
  readonly code: CaseCode
  /** 群众说事 */
  readonly label: string
  /** Whether the villager rates on the page behind it. */
  readonly rated: boolean
}) {
  const { township, phone, address, svg } = code
  const site = address.slice(0, address.indexOf(CODE_PATH) + CODE_PATH.length).replace(/^https?:\/\//, '')
  return (
    <View className="slip">
      <View className="slip-where">{township === '' ? label : `${township}　${label}`}</View>
      <View className="slip-title">扫一扫，看您的事办到哪一步</View>
      <View className="slip-picture"><Picture src={`data:image/svg+xml;base64,${base64Text(utf8Bytes(svg))}`} label="二维码" whole /></View>
      <View className="slip-code" ariaLabel={`码 ${groupedCode(code.code)}`}>
        {(groupedCode(code.code).match(/.{1,16}/g) ?? []).map((part) => <Text key={part} className="slip-part">{part.replace(/-$/, '')}</Text>)}
      </View>
      <View className="slip-line">不方便扫的，在这个网页输入上面的码</View>
      <View className="slip-site">{site}</View>
      {rated ? <View className="slip-line">办完以后，请在那里评一评。</View> : null}
      {phone === '' ? null : <View className="slip-line">投诉建议　{phone}</View>}
      <View className="slip-note">这张纸上没有姓名，也没有说的事，请您收好。</View>
    </View>
  )
}
