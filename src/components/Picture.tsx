import { Image } from '@tarojs/components'

export interface PictureProps {
  readonly src: string
  readonly label: string
  /** In its own shape over the whole width, else cut to fill its tile. */
  readonly whole: boolean
}

/** The default is WeChat's; a browser has its own (Picture.h5.tsx). */
export function Picture({ src, label, whole }: PictureProps) {
  return <Image className={`picture${whole ? ' picture-whole' : ''}`} src={src} mode={whole ? 'widthFix' : 'aspectFill'} ariaLabel={label} />
}
