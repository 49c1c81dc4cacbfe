package cn.tongxing.idp.client.apply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientApply;
import cn.tongxing.idp.client.ClientApply.Plan;
import cn.tongxing.idp.client.ClientApply.Rejected;
import cn.tongxing.idp.protocol.ProtocolNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the secret of an entry may be read from. */
class SecretFilesTest {

  private static final String SECRET = "bXktc2VjcmV0LW9mLTQzLWNoYXJhY3RlcnMtYXQtbGVhc3Q";
  private static final String FILE =
      """
      clients:
        - client_id: hospital
          name: { zh-CN: 预约挂号, zh-TW: 預約掛號, en: Appointments }
          department: { zh-CN: 卫健委, zh-TW: 衛健委, en: Health Commission }
          purpose: { zh-CN: 为您预约, zh-TW: 為您預約, en: To book for you }
          secrets: [{ label: "2026-11", secret_file: "%s" }]
          grant_types: [authorization_code]
          redirect_uris: ["https://hospital.example/callback"]
          scopes: [openid]
          sector: health
      """;

  @TempDir Path root;

  @Test
  void onlyFilesBesideTheClientsFileOrBelowAreRead() throws IOException {
    Path folder = Files.createDirectories(root.resolve("clients"));
    Path outside = Files.writeString(root.resolve("outside"), SECRET);
    Files.writeString(folder.resolve("beside"), SECRET);
    Files.writeString(Files.createDirectory(folder.resolve("below")).resolve("secret"), SECRET);
    Files.createSymbolicLink(folder.resolve("within"), folder.resolve("below/secret"));
    Files.createSymbolicLink(folder.resolve("linked"), outside);
    Files.createSymbolicLink(folder.resolve("folder"), root);

    try (var node = ProtocolNode.start(root)) {
      var clients = node.get(ClientApply.class);
      for (String good : new String[] {"beside", "below/secret", "within", "below/../beside"}) {
        assertThat(plan(clients, folder, good)).as(good).isInstanceOf(Plan.class);
      }
      for (String bad :
          new String[] {"../outside", outside.toString(), "linked", "folder/outside", "none", ""}) {
        assertThat(plan(clients, folder, bad))
            .as(bad)
            .isInstanceOfSatisfying(
                Rejected.class,
                rejected ->
                    assertThat(rejected.problems())
                        .singleElement()
                        .asString()
                        .contains("cannot be read")
                        .doesNotContain(SECRET));
      }
    }
  }

  private static ClientApply.Planned plan(ClientApply clients, Path folder, String secretFile)
      throws IOException {
    return clients.plan(
        Files.writeString(folder.resolve("clients.yml"), FILE.formatted(secretFile)));
  }
}
