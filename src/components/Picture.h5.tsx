import type { PictureProps } from './Picture'

export function Picture({ src, label, whole }: PictureProps) {
  return <img className={`picture${whole ? ' picture-whole' : ''}`} src={src} alt={label} />
}
