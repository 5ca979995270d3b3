import { type ThemeConfig, theme } from "antd";

const FONT =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

/** Surfaces; the algorithm alone would tint them. */
const DARK = {
  colorBgLayout: "#0e131d",
  colorBgContainer: "#141a26",
  colorBgElevated: "#1a2231",
  colorBorder: "#3a465c",
  colorBorderSecondary: "#2b3548",
};

/** Ant Design in our colours; the same ones stand in app.css for everything else. `still`: it moves nothing. */
export const antTheme = (dark: boolean, still: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  token: {
    fontFamily: FONT,
    borderRadius: 8,
    colorPrimary: dark ? "#6f94ff" : "#2456d6",
    // Ant Design's own shade under the mouse is too pale to be read on white.
    ...(dark ? {} : { colorPrimaryHover: "#1c49bb" }),
    colorLink: dark ? "#8fadff" : "#2456d6",
    ...(dark ? DARK : {}),
    colorTextBase: dark ? "#e8ecf4" : "#172033",
    colorTextPlaceholder: dark ? "#8d98ae" : "#6a748a",
    colorTextDescription: dark ? "#a3adc2" : "#56617a",
    colorError: dark ? "#ff8a80" : "#c0281f",
    wireframe: false,
    motion: !still,
    // A button that waits turns; paler words on it could not be read.
    opacityLoading: 1,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    // On the page's own ground the shipped track cannot be seen, nor what is chosen in the dark.
    Segmented: dark ? { trackBg: "#1e2636", itemSelectedBg: "#36445f" } : { trackBg: "#e8ebf2" },
    Button: {
      primaryShadow: "none",
      defaultShadow: "none",
      dangerShadow: "none",
      ...(dark ? { primaryColor: "#0d1424" } : {}),
    },
  },
});
