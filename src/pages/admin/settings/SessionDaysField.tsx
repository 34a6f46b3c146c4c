import { View } from '@tarojs/components'
import { useState } from 'react'
import { ChipGroup } from '../../../components/Chip'
import { Segmented } from '../../../components/Segmented'
import { TextInput } from '../../../components/TextInput'

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'] as const

/** 周一、三、五, or 每月5日、15日. */
export function SessionDaysField({ value, onText }: { readonly value: string; onText(text: string): void }) {
  const [way, setWay] = useState(value.startsWith('每月') ? 'month' : 'week')
  const weekdays = WEEKDAYS.filter((name) => way === 'week' && value.replace(/周|星期|礼拜/g, '').replace('天', '日').includes(name))
  return (
    <View>
      <Segmented label="按周还是按月" choices={[{ code: 'week', text: '每周' }, { code: 'month', text: '每月' }]} picked={way} onPick={(code) => { setWay(code); onText('') }} />
      <View className="gap-above">
        {way === 'week' ? (
          <ChipGroup many label="周几" choices={WEEKDAYS.map((code) => ({ code, text: `周${code}` }))} picked={weekdays} onPick={(names) => onText(names.length === 0 ? '' : `周${WEEKDAYS.filter((name) => names.includes(name)).join('、')}`)} />
        ) : (
          <TextInput value={value.replace(/^每月/, '')} label="每月哪几天" placeholder="5日、15日、25日" max={60} onText={(text) => onText(text.trim() === '' ? '' : `每月${text.replace(/\s/g, '')}`)} />
        )}
      </View>
    </View>
  )
}
