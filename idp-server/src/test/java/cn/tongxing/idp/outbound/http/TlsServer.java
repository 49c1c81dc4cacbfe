package cn.tongxing.idp.outbound.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server with a certificate that no JVM trusts: of an authority of its own. */
public final class TlsServer implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path authority;

  private TlsServer(HttpsServer server, Path authority) {
    this.server = server;
    this.authority = authority;
  }

  /**
   * Starts one.
   *
   * @param names as keytool writes them: {@code dns:app.example,ip:127.0.0.1}
   */
  public static TlsServer start(Path folder, InetAddress at, String names, HttpHandler handler)
      throws Exception {
    return start(folder, at, names, Optional.empty(), handler);
  }

  /** Starts one that lets nobody in but who shows this certificate. */
  static TlsServer lettingIn(Path certificate, Path folder, InetAddress at, HttpHandler handler)
      throws Exception {
    return start(folder, at, "ip:127.0.0.1", Optional.of(certificate), handler);
  }

  private static TlsServer start(
      Path folder, InetAddress at, String names, Optional<Path> let, HttpHandler handler)
      throws Exception {
    String name = names.replaceAll("[^a-z0-9.]", "-");
    Path store = folder.resolve(name + ".p12");
    Path pem = folder.resolve(name + ".pem");
    List<String> common =
        List.of("-alias", "a", "-keystore", store.toString(), "-storepass", PASSWORD);
    keytool(
        folder,
        common,
        List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"),
        List.of("-dname", "CN=receiver", "-ext", "SAN=" + names, "-storetype", "PKCS12"));
    keytool(folder, common, List.of("-exportcert", "-rfc"), List.of("-file", pem.toString()));
    HttpsServer server = HttpsServer.create(new InetSocketAddress(at, 0), 0);
    server.setHttpsConfigurator(configured(context(store, let), let.isPresent()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", handler);
    server.start();
    return new TlsServer(server, pem);
  }

  @SafeVarargs
  private static void keytool(Path folder, List<String> common, List<String>... more)
      throws Exception {
    var command = new java.util.ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (List<String> each : more) {
      command.addAll(each);
    }
    command.addAll(common);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException(Files.readString(folder.resolve("keytool.log")));
    }
  }

  private static HttpsConfigurator configured(SSLContext context, boolean mutual) {
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        var tls = getSSLContext().getDefaultSSLParameters();
        tls.setNeedClientAuth(mutual);
        parameters.setSSLParameters(tls);
      }
    };
  }

  /** A certificate with its key, PEM: what a client shows. */
  static Path[] client(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Path pem = folder.resolve(name + ".pem");
    List<String> common =
        List.of("-alias", "a", "-keystore", store.toString(), "-storepass", PASSWORD);
    keytool(
        folder,
        common,
        List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"),
        List.of("-dname", "CN=" + name, "-storetype", "PKCS12"));
    keytool(folder, common, List.of("-exportcert", "-rfc"), List.of("-file", pem.toString()));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    byte[] encoded = keys.getKey("a", PASSWORD.toCharArray()).getEncoded();
    Path key =
        Files.writeString(
            folder.resolve(name + ".key"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PRIVATE KEY-----\n");
    return new Path[] {pem, key};
  }

  private static SSLContext context(Path store, Optional<Path> let) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), TlsFiles.trust(let), null);
    return context;
  }

  /** The certificate to trust, in PEM. */
  public Path authority() {
    return authority;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
