package cn.tongxing.idp.protocol.error;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.error.ProtocolError.Place;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/protocol/errors.md}, which is made from the catalogue. Written anew by {@code
 * ./idp test -Derrors.write=true -Dtest=ErrorCatalogueTest}.
 */
class ErrorCatalogueTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "protocol", "errors.md");
  private static final Path SOURCES =
      Path.of("src", "main", "java", "cn", "tongxing", "idp", "protocol");

  private static final Map<Place, String> HEADINGS =
      new EnumMap<>(
          Map.of(
              Place.ON_A_PAGE,
              "授权：在我们的页面上 · Authorization: on a page here",
              Place.AT_THE_CLIENT,
              "授权：回到应用的地址 · Authorization: at the client's address",
              Place.SIGNING_OUT,
              "退出：在我们的页面上 · Signing out: on a page here",
              Place.BACK_CHANNEL,
              "令牌、查询、撤销 · Token, introspection, revocation",
              Place.USERINFO,
              "UserInfo",
              Place.DISCOVERY,
              "发现 · Discovery"));

  @Test
  void theDocumentOfErrorsIsCurrent() throws IOException {
    String document = document();
    if (Boolean.getBoolean("errors.write")) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("stale: ./idp test -Derrors.write=true -Dtest=ErrorCatalogueTest")
        .isEqualTo(document);
  }

  @Test
  @Clause({"RFC 6749 4.1.2.1", "RFC 6749 5.2"})
  void everyErrorIsWrittenInTheCharactersOfTheStandard() {
    for (ProtocolError error : all()) {
      assertThat(error.entry().code()).as(error.name()).matches("[a-z_]+");
      assertThat(error.with("\"\\\u00e9\r\n", "x").description())
          .as(error.name())
          .matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+");
      assertThat(error.entry().cause().simplified()).as(error.name()).doesNotContain("|");
      assertThat(error.entry().cause().english()).as(error.name()).doesNotContain("|");
    }
  }

  /** Who reads the developers' part of a page reads it in the page's language. */
  @Test
  void whatStandsOnAPageStandsThereInEachLanguage() {
    all().stream()
        .filter(
            error -> List.of(Place.ON_A_PAGE, Place.SIGNING_OUT).contains(error.entry().place()))
        .map(error -> error.entry().cause())
        .forEach(cause ->
            assertThat(cause.traditional())
                .isNotEqualTo(cause.simplified())
                .doesNotContainPattern("[没参网页应链时请检无长过会话]"));
  }

  @Test
  void noErrorStandsBesideTheCatalogue() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file :
          (Iterable<Path>)
              files.filter(f -> f.toString().endsWith(".java") && !f.toString().contains("/error/"))
                  ::iterator) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContainPattern("\"(invalid|unsupported|unauthorized|insufficient)_[a-z]+\"")
            .doesNotContain("\"access_denied\"", "\"login_required\"", "_not_supported\"");
      }
    }
  }

  private static List<ProtocolError> all() {
    var all = new ArrayList<ProtocolError>(List.of(FrontChannelError.values()));
    all.addAll(List.of(BackChannelError.values()));
    return all;
  }

  private static String document() {
    var text = new StringBuilder();
    text.append("# 错误 · Errors\n\n");
    text.append("由 `ErrorCatalogueTest` 从程序里的错误表生成。名称写在服务器日志里，同一行有 `client_id`。\n");
    text.append("*Made by `ErrorCatalogueTest` from the catalogue in the code. The name stands in");
    text.append(" the server's log, with the `client_id`, as* `refused: client …`.\n");
    for (Place place : Place.values()) {
      text.append("\n## ").append(HEADINGS.get(place)).append("\n\n");
      text.append("| 名称 name | `error` | HTTP | `error_description` | 原因与处理 | what to do |\n");
      text.append("|---|---|---|---|---|---|\n");
      all().stream()
          .filter(error -> error.entry().place() == place)
          .forEach(error -> text.append(row(error)));
    }
    return text.toString();
  }

  private static String row(ProtocolError error) {
    var entry = error.entry();
    return "| `%s` | `%s` | %d | %s | %s | %s |%n"
        .formatted(
            error.name(),
            entry.code(),
            error.status(),
            entry.says().replace("%s", "…"),
            entry.cause().simplified(),
            entry.cause().english());
  }
}
