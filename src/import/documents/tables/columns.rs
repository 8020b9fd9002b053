//! Which column of a table holds which field of an article, as it is written on the command line.

use std::collections::{BTreeMap, BTreeSet};

use super::pairs::{pair, pairs};

/// The field of an article that a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableField {
    /// The article's text.
    Text,
    /// Its headline.
    Title,
    /// Who wrote it.
    Byline,
    /// Whom it credits.
    Credit,
    /// The day it was published.
    Published,
    /// Who published it.
    Publisher,
    /// Where it stands on the web.
    Url,
    /// Its language.
    Language,
}

/// Fields with their names on the command line, and usual names of their columns, folded: of scrapers, archives and
/// databases, and in the languages with the most readers.
pub(super) const FIELDS: &[(TableField, &str, &str)] = &[
    (
        TableField::Text,
        "text",
        "text body article articlebody content fulltext document maintext bodytext articletext bodyhtml contenthtml \
         postcontent articlecontent storytext plaintext fulltextofarticle newstext story cleanedtext rawtext fulltextarticle texto textocompleto cuerpo contenido \
         corps contenu texte volltext artikeltext inhalt conteúdo corpo النص نص المحتوى متن مواد текст содержание статья \
         正文 全文 内容 文本 本文 पाठ सामग्री लेख পাঠ্য বিষয়বস্তু লেখা isi teks konten",
    ),
    (
        TableField::Title,
        "title",
        "title headline heading subject articletitle storytitle titre título titulo titular titel überschrift schlagzeile \
         العنوان عنوان سرخی заголовок название 标题 標題 题目 タイトル 見出し शीर्षक শিরোনাম judul",
    ),
    (
        TableField::Byline,
        "byline",
        "byline author authors by writer creator creators auteur auteurs autor autores autora autorin verfasser الكاتب كاتب \
         المؤلف مصنف автор авторы 作者 记者 記者 著者 लेखक লেখক penulis",
    ),
    (
        TableField::Credit,
        "credit",
        "credit credits agency agencia agence agentur агентство 通讯社",
    ),
    (
        TableField::Published,
        "published",
        "published date publisheddate datepublished publicationdate pubdate publishedat publishdate datepublish publishedon \
         publishtime publishedtime datetime firstpublished publishingdate publishedtime datetimepub articledate storydate firstpublicationdate webpublicationdate seendate timestamp \
         createdat created fecha fechapublicación fechadepublicación datedepublication datum erscheinungsdatum \
         veröffentlicht data datadepublicação التاريخ تاريخ تاريخالنشر дата датапубликации 日期 发布时间 发布日期 \
         日付 掲載日 तारीख दिनांक তারিখ tanggal",
    ),
    (
        TableField::Publisher,
        "publisher",
        "publisher outlet medianame sourcename sourcetitle sourceid sourcecommonname pubtitle publicationtitle source site sitename publication newspaper sourcehostname sourcedomain \
         hostname domain journal media website paper provider quelle zeitung journal fuente periódico medio fonte jornal \
         المصدر الصحيفة ذریعہ источник издание 来源 來源 媒体 报纸 出典 媒体名 स्रोत सूत्र সূত্র উৎস sumber",
    ),
    (
        TableField::Url,
        "url",
        "url link uri href address articleurl requestedurl responseurl documentidentifier weburl permalink canonicalurl storyurl originalurl webpage enlace lien adresse \
         endereço الرابط رابط ссылка адрес 链接 網址 网址 लिंक লিংক tautan",
    ),
    (
        TableField::Language,
        "language",
        "language lang metalang languagecode idioma langue sprache língua اللغة لغة زبان язык 语言 語言 言語 भाषा ভাষা bahasa",
    ),
];

impl TableField {
    /// All of them, the text first.
    pub fn all() -> impl Iterator<Item = Self> {
        FIELDS.iter().map(|(field, ..)| *field)
    }
}

/// Names of columns by what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    pub(super) names: BTreeMap<TableField, String>,
    /// Fields that no column holds, whatever the columns are called.
    pub(super) without: BTreeSet<TableField>,
}

impl Columns {
    /// Reads 'text=Body,title=Headline,byline='; the error says what is wrong with it. A name with a comma stands within
    /// quotation marks, and of what is named nothing there is no column.
    pub fn parse(written: &str) -> Result<Self, String> {
        Self::from_pairs(pairs(written)?)
    }

    /// The same of pairs that were read already.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, String> {
        let mut columns = Self::default();
        for (field, column) in pairs {
            let known = FIELDS.iter().find(|(_, name, _)| *name == field);
            let Some((field, ..)) = known else {
                let all: Vec<&str> = FIELDS.iter().map(|(_, name, _)| *name).collect();
                return Err(fl!("import-unknown-field", name = field, names = all.join(", ")));
            };
            if column.is_empty() {
                columns.clear(*field);
            } else {
                columns.set(*field, column);
            }
        }
        Ok(columns)
    }

    /// Says that a column holds a field.
    pub fn set(&mut self, field: TableField, column: impl Into<String>) {
        self.without.remove(&field);
        self.names.insert(field, column.into());
    }

    /// Says that no column holds a field. As there is no article without a text its column may then be guessed.
    pub fn clear(&mut self, field: TableField) {
        self.names.remove(&field);
        if field != TableField::Text {
            self.without.insert(field);
        }
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.without.is_empty()
    }

    /// The columns that hold anything.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.names.values()
    }

    /// The column that holds a field.
    pub fn column(&self, field: TableField) -> Option<&str> {
        self.names.get(&field).map(String::as_str)
    }

    /// As [`Columns::parse`] reads it.
    pub fn written(&self) -> String {
        let pairs = FIELDS.iter().filter_map(|(field, name, _)| {
            if self.without.contains(field) {
                Some(format!("{name}="))
            } else {
                Some(pair(name, self.column(*field)?))
            }
        });
        pairs.collect::<Vec<_>>().join(",")
    }
}

/// The columns of a table, and which of them was taken for what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHead {
    /// Their names, from left to right.
    pub there: Vec<String>,
    /// Which holds what.
    pub columns: Columns,
    /// Of each the first cell that is not empty, on one line and cut where it is long; none where the first rows have none.
    pub first: Vec<String>,
}
