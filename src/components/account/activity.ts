/** Whether somebody is at the screen. WeChat tells it by the page's own touches; a browser has its own (activity.h5.ts). */
export function useActivity(_run: () => void): void {
  // The page says so itself: `onTouchStart` of its root.
}
