package cn.tongxing.idp.platform.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A colour of the sRGB space; contrast as WCAG 2.2 defines it. */
record Colour(int red, int green, int blue) {

  static final Colour WHITE = new Colour(255, 255, 255);
  static final Colour BLACK = new Colour(0, 0, 0);

  private static final Pattern WRITTEN =
      Pattern.compile("#([0-9a-fA-F]{2})([0-9a-fA-F]{2})([0-9a-fA-F]{2})");

  /** Reads {@code #rrggbb}. */
  static Colour parse(String written) {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException(written + " is no colour of the form #rrggbb");
    }
    return new Colour(part(parts, 1), part(parts, 2), part(parts, 3));
  }

  private static int part(Matcher parts, int number) {
    return Integer.parseInt(parts.group(number), 16);
  }

  /** From 1 (the same) to 21 (black on white). */
  double contrast(Colour other) {
    double brighter = Math.max(luminance(), other.luminance());
    double darker = Math.min(luminance(), other.luminance());
    return (brighter + 0.05) / (darker + 0.05);
  }

  /** This colour with a share (0 to 1) of another. */
  Colour mixed(Colour other, double share) {
    return new Colour(
        mixed(red, other.red, share),
        mixed(green, other.green, share),
        mixed(blue, other.blue, share));
  }

  private static int mixed(int own, int other, double share) {
    return (int) Math.round(own + (other - own) * share);
  }

  /** The nearest colour on the way to black or white that has a contrast with a background. */
  Colour until(double contrast, Colour background, Colour towards) {
    for (int percent = 0; percent < 100; percent++) {
      Colour candidate = mixed(towards, percent / 100.0);
      if (candidate.contrast(background) >= contrast) {
        return candidate;
      }
    }
    return towards;
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int part) {
    double share = part / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  /** As style sheets write it. */
  @Override
  public String toString() {
    return "#%02x%02x%02x".formatted(red, green, blue);
  }
}
