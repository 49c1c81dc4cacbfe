package cn.tongxing.idp.platform.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.springframework.core.io.ClassPathResource;

/**
 * Styles, scripts and icon of the pages, read and compressed once at start. All of them stand under
 * one prefix that holds the hash of their content, so that a browser keeps them for good.
 */
public final class Assets {

  /** First part of every asset's path. */
  static final String ROOT = "/assets/";

  private static final Map<String, String> TYPES =
      Map.of(
          "app.css", "text/css; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "capture.css", "text/css; charset=utf-8",
          "capture.js", "text/javascript; charset=utf-8",
          "deadline.js", "text/javascript; charset=utf-8",
          "kiosk.js", "text/javascript; charset=utf-8",
          "reading.js", "text/javascript; charset=utf-8",
          "passkey.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private static final Map<String, String> PICTURES =
      Map.of("svg", "image/svg+xml", "png", "image/png");

  private final Map<String, Asset> assets = new LinkedHashMap<>();
  private final String hash;
  private final Optional<String> logo;

  /** One file, as it is and compressed. */
  record Asset(String type, byte[] plain, byte[] gzip) {}

  /** The product's own files, and what a city adds to them. */
  Assets(CityLook city) {
    Map<String, byte[]> files = new TreeMap<>();
    TYPES.keySet().forEach(name -> files.put(name, lean(read(name))));
    files.compute("app.css", (_, own) -> joined(dense(own), city.style()));
    city.logo().ifPresent(file -> files.put(file.name(), file.content()));
    city.picture().ifPresent(file -> files.put(file.name(), file.content()));
    MessageDigest digest = sha256();
    files.forEach((name, content) -> {
      digest.update(content);
      assets.put(name, new Asset(typeOf(name), content, compress(content)));
    });
    hash = HexFormat.of().formatHex(digest.digest(), 0, 8);
    logo = city.logo().map(file -> path(file.name()));
  }

  /** Without indentation and lines that only comment; line breaks mean something and stay. */
  private static byte[] lean(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !isComment(line))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Of a style sheet: without blanks after what separates, the space before a colon means much. */
  private static byte[] dense(byte[] css) {
    return new String(css, StandardCharsets.UTF_8)
        .replaceAll("([{};,:])\\s+", "$1")
        .replaceAll("\\s+\\{", "{")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isComment(String line) {
    return line.startsWith("/*") && line.indexOf("*/") == line.length() - 2;
  }

  private static byte[] joined(byte[] own, String added) {
    String css = new String(own, StandardCharsets.UTF_8) + added;
    return css.getBytes(StandardCharsets.UTF_8);
  }

  /** Path of the city's logo, if it has one. */
  Optional<String> logo() {
    return logo;
  }

  /** Path of the style sheet. */
  public String getCss() {
    return path("app.css");
  }

  /** Path of the script. */
  public String getJs() {
    return path("app.js");
  }

  /** Path of the script that takes pictures. */
  public String getCapture() {
    return path("capture.js");
  }

  /** Path of what the camera looks like. */
  public String getCaptureStyle() {
    return path("capture.css");
  }

  /** Path of the script that warns before a sign-in ends. */
  public String getDeadline() {
    return path("deadline.js");
  }

  /** Path of the script for self-service machines. */
  public String getKiosk() {
    return path("kiosk.js");
  }

  /** Path of the script for passkeys. */
  public String getPasskey() {
    return path("passkey.js");
  }

  /** Path of the script for reading. */
  public String getReading() {
    return path("reading.js");
  }

  /** Path of the icon. */
  public String getIcon() {
    return path("icon.svg");
  }

  /** What the prefix holds: changes with any of the files. */
  String hash() {
    return hash;
  }

  /** The file of this name, if it is one of ours. */
  Optional<Asset> find(String name) {
    return Optional.ofNullable(assets.get(name));
  }

  private String path(String name) {
    return ROOT + hash + "/" + name;
  }

  private static String typeOf(String name) {
    String picture = PICTURES.getOrDefault(name.substring(name.indexOf('.') + 1), "");
    return TYPES.getOrDefault(name, picture);
  }

  private static byte[] read(String name) {
    try (InputStream file = new ClassPathResource("assets/" + name).getInputStream()) {
      return file.readAllBytes();
    } catch (IOException missing) {
      throw new UncheckedIOException("asset " + name, missing);
    }
  }

  /** As small as it gets. */
  static byte[] compress(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestGzip(bytes)) {
      gzip.write(content);
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream target) throws IOException {
      super(target);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
