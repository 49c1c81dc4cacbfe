package cn.tongxing.idp.platform.command;

import java.nio.file.Path;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * The system that a command works on, in words: whoever changes something should see where. Without
 * user, password or parameters of the connection.
 */
record NamedSystem(String words) {

  /** Source that the embedded services publish their addresses in. */
  private static final String EMBEDDED = "embeddedServices";

  static NamedSystem of(ConfigurableEnvironment environment) {
    String kind = environment.acceptsProfiles(Profiles.of("demo")) ? "the demonstration, " : "";
    String issuer = environment.getProperty("idp.issuer", "no idp.issuer");
    return new NamedSystem(kind + place(environment) + ", issuer " + issuer);
  }

  /** The folder where the server keeps its own database, else the database's address. */
  private static String place(ConfigurableEnvironment environment) {
    Path folder = Path.of(environment.getProperty("idp.data-folder", "data"));
    return environment.getPropertySources().contains(EMBEDDED)
        ? "data in " + folder.toAbsolutePath().normalize()
        : withoutSecrets(environment.getProperty("spring.datasource.url", "no database"));
  }

  private static String withoutSecrets(String url) {
    return url.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//");
  }

  @Override
  public String toString() {
    return words;
  }
}
