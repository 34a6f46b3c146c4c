import { Text, View } from '@tarojs/components'
import type { ShownRecord } from '../../client/client'
import { WordsButton } from '../../components/Button'
import { useReading } from '../../components/reading'
import { titleOf } from '../../components/recordText'
import { open } from '../../components/routes'
import { matter as type } from '../../domain/matter'

/** Above the form of a dispute that a matter becomes: which one, and the way for a dispute that is written down already. */
export function ToldBefore({ matter }: { readonly matter: ShownRecord }) {
  const reading = useReading()
  return (
    <View className="notice notice-stack">
      <Text>{`来自说事“${titleOf(type, matter.values, reading)}”。存了这件纠纷，那件说事就转过来，两边互相看得到，只算一件纠纷。`}</Text>
      <WordsButton text="这件纠纷已经记过，去选上" onTap={() => open('edit', { kind: 'matter', id: matter.id, stream: matter.stream, move: 'becomeDispute' })} />
    </View>
  )
}
