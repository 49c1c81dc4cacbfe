package cn.tongxing.idp.client.apply;

import cn.tongxing.idp.client.Client.Authentication;
import cn.tongxing.idp.client.Client.AuthenticationMethod;
import cn.tongxing.idp.client.ClientApply.LabelledSecret;
import cn.tongxing.idp.client.ClientSecrets;
import cn.tongxing.idp.kernel.ClientId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The secrets of an entry: each to be generated, or read from a file. */
final class SecretsReader {

  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

  /** What form-urlencoding changes. */
  private static final Pattern NEEDS_ENCODING = Pattern.compile("[^A-Za-z0-9._*-]");

  private final String client;
  private final List<ClientsFile.Secret> written;
  private final Path folder;
  private final ClientSecrets hashes;
  private final Findings findings;

  SecretsReader(ClientsFile.Entry entry, Path folder, ClientSecrets hashes, Findings findings) {
    this.client = entry.clientId() == null ? "" : entry.clientId();
    this.written = entry.secrets() == null ? List.of() : entry.secrets();
    this.folder = folder;
    this.hashes = hashes;
    this.findings = findings;
  }

  /** Those that a client has who authenticates in this way. */
  List<LabelledSecret> read(AuthenticationMethod method) {
    numberFor(method).ifPresent(problem -> findings.problem("secrets", problem));
    var labels = new LinkedHashSet<String>();
    var secrets = new ArrayList<LabelledSecret>();
    for (ClientsFile.Secret secret : written) {
      String label = secret.label();
      if (label == null || !LABEL.matcher(label).matches() || !labels.add(label)) {
        findings.problem("secrets", "each needs a label of its own, such as 2026-11");
        continue;
      }
      secrets.add(new LabelledSecret(label, fromFile(secret.secretFile())));
    }
    return secrets;
  }

  /** With the hashes that are known by now, or by nothing. */
  static Authentication authentication(AuthenticationMethod method, List<LabelledSecret> secrets) {
    return switch (method) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          new Authentication.Secret(
              method, secrets.stream().flatMap(secret -> secret.hash().stream()).toList());
      case NONE -> new Authentication.None();
      case PRIVATE_KEY_JWT -> throw new IllegalStateException("its keys were not read");
    };
  }

  private Optional<String> numberFor(AuthenticationMethod method) {
    return switch (method) {
      case CLIENT_SECRET_BASIC, CLIENT_SECRET_POST ->
          written.isEmpty() || written.size() > 2
              ? Optional.of("one, or two during a change")
              : Optional.empty();
      case PRIVATE_KEY_JWT ->
          written.isEmpty()
              ? Optional.empty()
              : Optional.of("a client that signs with its own key has none");
      case NONE -> written.isEmpty() ? Optional.empty() : Optional.of("a public client has none");
    };
  }

  private Optional<byte[]> fromFile(@Nullable String file) {
    if (file == null || !ClientId.isWellFormed(client)) {
      return Optional.empty();
    }
    try {
      String secret =
          new String(OperatorsFile.read(beside(file), OperatorsFile.SECRET), StandardCharsets.UTF_8)
              .strip();
      if (!secret.chars().allMatch(c -> c > 32 && c < 127)) {
        findings.problem("secrets", file + " must hold printable ASCII characters only");
      } else if (SecretStrength.bits(secret) < SecretStrength.LEAST_BITS) {
        findings.problem(
            "secrets",
            file
                + " can be guessed: 24 random bytes or more are best, such as openssl rand"
                + " -base64 24 writes; or leave secret_file out and one is generated");
      } else if (NEEDS_ENCODING.matcher(secret).find()) {
        findings.warning(
            "secrets",
            file
                + " holds characters that must be form-urlencoded before they are sent (RFC 6749"
                + " 2.3.1); many libraries forget it");
      }
      return Optional.of(hashes.hash(new ClientId(client), secret));
    } catch (IOException | InvalidPathException unreadable) {
      findings.problem(
          "secrets", file + " cannot be read; it lies beside the clients file, or below");
      return Optional.empty();
    }
  }

  /** Whoever writes an entry must not have other files of the machine read, linked ones neither. */
  private Path beside(String file) throws IOException {
    Path real = folder.resolve(file).toRealPath();
    if (!real.startsWith(folder.toRealPath())) {
      throw new IOException("outside of the folder");
    }
    return real;
  }
}
