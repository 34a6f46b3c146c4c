import { CountyList, type CountyTableProps } from './CountyList'

/** A phone never has room for the table (CountyTable.h5.tsx). */
export function CountyTable(props: CountyTableProps) {
  return <CountyList {...props} />
}
