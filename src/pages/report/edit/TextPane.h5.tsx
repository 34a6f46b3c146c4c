import { Text, View } from '@tarojs/components'
import { template } from '../../../domain/directory'
import { placeholderAt, placeholdersIn } from '../../../domain/placeholder'
import { CLOSING, OPENING, type TemplatePart } from '../../../domain/templatePlaces'
import { Button, WordsButton } from '../../../components/Button'
import type { Mark } from './marks'
import { PartEditor } from './PartEditor.h5'
import { droppedOf, mostOf, nameOfPart, withDropped, withMoved, withRestored, withText } from './text'
import type { Desk } from './useDesk'

/** The text by its parts, and below it what is put in. */
export function TextPane({ desk, notices, onAttention }: { readonly desk: Desk; readonly notices: readonly string[]; readonly onAttention: (() => void) | null }) {
  const { writing, parts, cursor, wish } = desk
  const chapters = parts.slice(1, -1)
  const isInFigure = cursor !== null && placeholderAt(parts.find(({ id }) => id === cursor.part)?.text ?? '', cursor.start) !== null
  return (
    <div
      className="write"
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
        event.preventDefault()
        void writing.save()
      }}
    >
      <View className="write-scroll">
        {notices.map((words) => (
          <View key={words} className="notice" ariaRole="alert">{words}{onAttention === null ? null : <WordsButton text="去核对" onTap={onAttention} />}</View>
        ))}
        {writing.isResumed ? <View className="notice" ariaRole="status">接着上次没保存的写。<WordsButton text="不要了，回到保存过的" onTap={writing.discard} /></View> : null}
        {parts.map((part) => {
          const { id, text } = part
          const at = chapters.findIndex((chapter) => chapter.id === id)
          return (
            <PartEditor
              key={id}
              part={id}
              label={id === OPENING ? template.fields.opening.label : id === CLOSING ? template.fields.closing.label : `第 ${at + 1} 部分`}
              text={text}
              most={mostOf(id)}
              marks={marksOf(part, desk)}
              wish={wish?.part === id ? wish : null}
              moves={at < 0 ? null : { up: at > 0, down: at < chapters.length - 1 }}
              onText={(of, next) => desk.edit((values) => withText(values, of, next))}
              onCursor={(of, start, end) => desk.onCursor({ part: of, start, end })}
              onBrace={desk.pickAtBrace}
              onMove={(of, by) => desk.edit((values) => withMoved(values, of, by))}
              onDrop={(of) => desk.edit((values) => withDropped(values, of))}
            />
          )
        })}
        {droppedOf(writing.before, writing.after).map(({ id, text }) => (
          <View key={id} className="write-dropped">
            <Text className="grow">去掉了：{nameOfPart(text)}</Text>
            <WordsButton text="放回来" onTap={() => desk.edit((values) => withRestored(values, id))} />
          </View>
        ))}
      </View>
      <View className="write-foot">
        <Button text={isInFigure ? '改这个指标' : '插入指标'} icon={isInFigure ? 'pencil' : 'plus'} onTap={desk.pick} />
        <Button text="加一部分" onTap={desk.addPart} />
        <Text className="write-hint">打 <Text className="write-key">{'{'}</Text> 选指标</Text>
      </View>
    </div>
  )
}

function marksOf({ id, text }: TemplatePart, { found, beside }: Desk): readonly Mark[] {
  const open = beside?.kind === 'picker' && beside.at.part === id ? [{ start: beside.at.start, end: beside.at.end, look: 'write-open' }] : []
  const problems = found.filter(({ part }) => part === id).map(({ start, end, level }) => ({ start, end: Math.max(end, start + 1), look: `write-${level}` }))
  return [...placeholdersIn(text).map(({ start, end }) => ({ start, end, look: 'write-figure' })), ...problems, ...open]
}
