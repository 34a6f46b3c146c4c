import { View } from '@tarojs/components'
import { useNames } from '../../../client/hooks'
import type { FrozenHead } from '../../../core/reportWire'
import { ListRow } from '../../../components/ListRow'
import { SectionHead } from '../../../components/SectionHead'
import { StateMark } from '../../../components/StateMark'
import { byText, untilText, versionText } from '../frozenWords'

/** All that was issued of this period; an earlier one stays what it was. */
export function Versions({ head, versions, onOpen }: { readonly head: FrozenHead; readonly versions: readonly FrozenHead[]; onOpen(head: FrozenHead): void }) {
  const names = useNames()
  return (
    <View className="frozen-versions">
      <SectionHead title="各版" right={`共 ${versions.length} 版`} />
      {versions.map((version) => {
        const facts = [byText(version, names), untilText(version)]
        const isThis = version.id === head.id
        return isThis
          ? <ListRow key={version.id} title={versionText(version)} facts={facts} right={<StateMark shape="disc" word="正在看" />} />
          : <ListRow key={version.id} title={versionText(version)} facts={facts} chevron label={`看${versionText(version)}`} onTap={() => onOpen(version)} />
      })}
    </View>
  )
}
