package cn.tongxing.idp.proofing.place;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.proofing.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Read once, at start; the first network that fits counts. */
final class NetworkTable implements Places {

  private record Named(IpAddressMatcher network, LocalizedText name) {}

  private final List<Named> table;

  private NetworkTable(List<Named> table) {
    this.table = table;
  }

  /** Knows nothing. */
  static NetworkTable none() {
    return new NetworkTable(List.of());
  }

  /**
   * Reads a table.
   *
   * @throws IllegalArgumentException if it cannot be read, or a line is none
   */
  static NetworkTable read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new NetworkTable(
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

  @Override
  public Optional<LocalizedText> of(String address) {
    return address.isEmpty()
        ? Optional.empty()
        : table.stream()
            .filter(each -> each.network().matches(address))
            .map(Named::name)
            .findFirst();
  }
}
