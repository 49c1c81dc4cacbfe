package cn.tongxing.idp.platform.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * How a city's pages differ from others: one colour, a logo, a picture. Read and checked once, at
 * start: what would be hard to read, or is no small picture, stops the server.
 *
 * @param style rules to follow those of {@code app.css}; empty without a colour and a picture
 * @param logo beside the name
 * @param picture at the bottom of the panel that says where the person is going
 */
record CityLook(String style, Optional<Picture> logo, Optional<Picture> picture) {

  /** What a page may weigh leaves room for small ones only. */
  static final int LARGEST = 24 * 1024;

  /** As text, and with text on it (WCAG 2.2, 1.4.3). */
  private static final double LEAST_CONTRAST = 4.5;

  private static final double ELDER_CONTRAST = 7;

  private static final Colour DARK_PAPER = Colour.parse("#18212b");

  /** A file under the address of the assets. */
  record Picture(String name, byte[] content) {}

  static CityLook of(@Nullable String colour, @Nullable Resource logo, @Nullable Resource picture) {
    Optional<Picture> panel = read("picture", picture);
    StringBuilder style = new StringBuilder();
    if (colour != null) {
      style.append(colours(Colour.parse(colour)));
    }
    panel.ifPresent(file -> style.append(":root{--city:url(\"%s\")}%n".formatted(file.name())));
    return new CityLook(style.toString(), read("logo", logo), panel);
  }

  /** The city's own colour on paper; darker or lighter ones of it elsewhere. */
  private static String colours(Colour city) {
    Colour tint = city.mixed(Colour.WHITE, 0.91);
    if (city.contrast(tint) < LEAST_CONTRAST) {
      Colour nearest = city;
      while (nearest.contrast(nearest.mixed(Colour.WHITE, 0.91)) < LEAST_CONTRAST) {
        nearest = nearest.mixed(Colour.BLACK, 0.02);
      }
      throw new IllegalArgumentException(
          "idp.pages.colour: %s has a contrast of %.1f:1 with white, too little to be read; %s would do"
              .formatted(city, city.contrast(Colour.WHITE), nearest));
    }
    Colour strong = city.until(ELDER_CONTRAST, tint, Colour.BLACK);
    Colour onDark = city.until(ELDER_CONTRAST, DARK_PAPER, Colour.WHITE);
    Colour strongOnDark = city.until(9, DARK_PAPER, Colour.WHITE);
    return ":root{"
        + main(city, city.mixed(Colour.BLACK, 0.25))
        + "--tint:%s;--panel:%s}".formatted(tint, city)
        + "html.elder{"
        + main(strong, strong.mixed(Colour.BLACK, 0.35))
        + "}"
        + "@media (prefers-contrast:more){:root{"
        + main(strong, Colour.BLACK)
        + "}}"
        + "@media (prefers-color-scheme:dark){:root{"
        + main(onDark, onDark.mixed(Colour.WHITE, 0.35))
        + "--tint:%s;--panel:%s}"
            .formatted(
                DARK_PAPER.mixed(city, 0.18),
                city.until(ELDER_CONTRAST, Colour.WHITE, Colour.BLACK))
        + "html.elder{"
        + main(strongOnDark, strongOnDark.mixed(Colour.WHITE, 0.4))
        + "}}\n";
  }

  private static String main(Colour main, Colour deep) {
    return "--main:%s;--main-deep:%s;".formatted(main, deep);
  }

  private static Optional<Picture> read(String name, @Nullable Resource file) {
    if (file == null) {
      return Optional.empty();
    }
    try (InputStream stream = file.getInputStream()) {
      byte[] content = stream.readNBytes(LARGEST + 1);
      String type = typeOf(content);
      if (content.length > LARGEST || type.isEmpty()) {
        throw new IllegalArgumentException(
            "idp.pages.%s: %s must be SVG or PNG of at most %d KB"
                .formatted(name, file, LARGEST / 1024));
      }
      return Optional.of(new Picture(name + "." + type, content));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("idp.pages." + name + ": cannot read " + file, unreadable);
    }
  }

  /** By what the file holds, not by its name. */
  private static String typeOf(byte[] content) {
    if (content.length > 8 && content[0] == (byte) 0x89 && content[1] == 'P' && content[2] == 'N') {
      return "png";
    }
    String head = new String(content, 0, Math.min(content.length, 512), StandardCharsets.UTF_8);
    return head.contains("<svg") ? "svg" : "";
  }
}
