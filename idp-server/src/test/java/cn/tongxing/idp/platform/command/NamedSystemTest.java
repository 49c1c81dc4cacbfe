package cn.tongxing.idp.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.mock.env.MockEnvironment;

@Clause("issue 5 item 26: commands name the system they act on")
class NamedSystemTest {

  @Test
  void aDatabaseIsNamedWithoutItsSecrets() {
    var environment =
        new MockEnvironment()
            .withProperty("idp.issuer", "https://id.example.cn")
            .withProperty(
                "spring.datasource.url",
                "jdbc:postgresql://tongxing:s3cret@db1,db2/tongxing?password=s3cret");

    assertThat(NamedSystem.of(environment))
        .hasToString("jdbc:postgresql://db1,db2/tongxing, issuer https://id.example.cn");
  }

  @Test
  void aDemonstrationIsNamedByItsFolder() {
    var environment =
        new MockEnvironment()
            .withProperty("idp.issuer", "http://localhost:9000")
            .withProperty("idp.data-folder", "some/folder");
    environment.setActiveProfiles("demo");
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("embeddedServices", Map.of("x", "y")));

    assertThat(NamedSystem.of(environment).words())
        .startsWith("the demonstration, data in " + Path.of("some/folder").toAbsolutePath())
        .endsWith("issuer http://localhost:9000");
  }
}
