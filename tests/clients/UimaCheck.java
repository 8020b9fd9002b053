import java.io.FileInputStream;
import java.io.InputStream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/** Reads a CAS as strictly as Apache UIMA does, and prints the words that each claim covers, one JSON object a line. */
public class UimaCheck {
  public static void main(String[] paths) throws Exception {
    TypeSystemDescription types =
        UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(paths[0]));
    CAS cas = CasCreationUtils.createCas(types, null, null);
    try (InputStream file = new FileInputStream(paths[1])) {
      XmiCasDeserializer.deserialize(file, cas, false);
    }
    Type claim = cas.getTypeSystem().getType("custom.Claim");
    for (AnnotationFS one : cas.getAnnotationIndex(claim)) {
      StringBuilder json = new StringBuilder("{\"words\": \"");
      for (char c : one.getCoveredText().toCharArray()) {
        json.append(String.format("\\u%04x", (int) c));
      }
      System.out.println(json.append("\"}"));
    }
  }
}
