package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.LocalizedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** The operator's table of networks: where an address is, as far as the city knows. */
final class Places {

  private record Named(IpAddressMatcher network, LocalizedText name) {}

  private final List<Named> table;

  private Places(List<Named> table) {
    this.table = table;
  }

  /** Knows nothing. */
  static Places none() {
    return new Places(List.of());
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if it cannot be read, or a line is none
   */
  static Places read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new Places(
          IntStream.range(0, lines.size())
              .filter(at -> !lines.get(at).isBlank() && !lines.get(at).startsWith("#"))
              .mapToObj(at -> named(lines.get(at), at + 1))
              .toList());
    } catch (IOException e) {
      throw new IllegalArgumentException("idp.places.networks cannot be read: " + file, e);
    }
  }

  private static Named named(String line, int number) {
    String[] parts = line.split("\\|", -1);
    try {
      return new Named(
          new IpAddressMatcher(parts[0].strip()),
          new LocalizedText(parts[1].strip(), parts[2].strip(), parts[3].strip()));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "idp.places.networks, line " + number + ": network|简体|繁體|English", e);
    }
  }

  /** The place of an address; empty if unknown. */
  Optional<LocalizedText> of(String address) {
    return address.isEmpty()
        ? Optional.empty()
        : table.stream()
            .filter(each -> each.network().matches(address))
            .map(Named::name)
            .findFirst();
  }
}
