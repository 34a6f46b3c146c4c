/** Only WeChat asks for privacy before it gives anything (PrivacySheet.weapp.tsx); a browser asks itself. */
export function PrivacySheet() {
  return null
}
