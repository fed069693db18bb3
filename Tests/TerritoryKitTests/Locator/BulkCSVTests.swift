import Testing
import TerritoryFormats

@Suite("Rows of CSV with their owners")
struct BulkCSVTests {
    @Test("every row comes out in its place, with its owner, with nothing or with a reason")
    func rows() throws {
        let result = try BulkRun()(
            """
            id,lon,lat
            a,1.5,41
            b,4,41
            c,9,41
            d,x,41
            e,,41
            f,1.5,91
            g,-181,41
            h,1.5
            i,1.5,41,7
            "j ""quoted"", with
            two lines",1.5,41

            k, 1.5 ,"41.0"
            l,nan,41
            m,1e400,41
            n,1.5,41
            """)
        #expect(
            result.text == """
                id,lon,lat,in,error
                a,1.5,41,A,
                b,4,41,B,
                c,9,41,,
                d,x,41,,notANumber
                e,,41,,missingCoordinate
                f,1.5,91,,latitudeOutOfRange
                g,-181,41,,longitudeOutOfRange
                h,1.5,,,wrongFieldCount
                i,1.5,41,7,,wrongFieldCount
                "j ""quoted"", with
                two lines",1.5,41,A,

                k, 1.5 ,"41.0",A,
                l,nan,41,,notANumber
                m,1e400,41,,longitudeOutOfRange
                n,1.5,41,A,

                """)
        #expect(result.report.rows == 14 && result.report.located == 5)
        #expect(result.report.outside == 1 && result.report.bad == 8)
    }

    @Test("line ends, a byte order mark and the bytes of fields stay what they are")
    func bytes() throws {
        let text = "\u{FEFF}lat,lon\r\n41,1.5\r\n\r\n41,\"1.5\"\n41,5"
        let expected = "\u{FEFF}lat,lon,in,error\r\n41,1.5,A,\r\n\r\n41,\"1.5\",A,\n41,5,B,\r\n"
        #expect(try BulkRun()(text).text == expected)
        #expect(try BulkRun()("lat,lon,é\n41,1,\0\n").text == "lat,lon,é,in,error\n41,1,\0,A,\n")
    }

    @Test("the header tells the separator, and a comma that separates nothing is a decimal mark")
    func separators() throws {
        #expect(try BulkRun()("\"a,b,c\";X;Y\n;1,5;41,25\n").text == "\"a,b,c\";X;Y;in;error\n;1,5;41,25;A;\n")
        #expect(try BulkRun()("x\ty\n5,0\t41\n").text == "x\ty\tin\terror\n5,0\t41\tB\t\n")
        let given = BulkRun(format: .csv(separator: 0x7C))
        #expect(try given("x|y,z;\t|y\n5|0|41\n").text == "x|y,z;\t|y|in|error\n5|0|41|B|\n")
    }

    @Test("columns are found by the names given, by usual names otherwise, in capitals too")
    func columns() throws {
        var run = BulkRun(longitude: "X wgs", latitude: "b")
        #expect(try run("lat,b,x WGS\n9,41,5\n").text == "lat,b,x WGS,in,error\n9,41,5,B,\n")
        #expect(
            try BulkRun()("x,Latitude,\"Longitude\"\n0,41,5\n").text == "x,Latitude,\"Longitude\",in,error\n0,41,5,B,\n"
        )
        run.latitude = "c"
        let columns = ["lat", "b", "x WGS"]
        #expect(throws: TableStreamError.columnTwice("lon")) { try BulkRun()("lon,lat,lon\n1.5,41,2\n") }
        #expect(throws: TableStreamError.columnTwice("lat")) { try BulkRun()("lon,LAT, Lat\n1.5,41,2\n") }
        #expect(throws: TableStreamError.columnNotFound(names: ["c"], columns: columns)) {
            try run("lat,b,x WGS\n9,41,5\n")
        }
        #expect(throws: TableStreamError.columnNotFound(names: ["lat", "latitude"], columns: ["lon"])) {
            try BulkRun()("lon\n5")
        }
    }

    @Test("without a header there is no answer; with a header alone there are no rows", arguments: [1, 1_000])
    func headers(chunkSize: Int) throws {
        let run = BulkRun(chunkSize: chunkSize, rowLimit: 20)
        for text in ["", "\n", "\r\n", "\u{FEFF}", "\u{FEFF}\n"] {
            #expect(throws: TableStreamError.noHeader) { try run(text) }
        }
        #expect(throws: TableStreamError.header(.rowTooLong)) {
            try run("lon,lat,abcdefghijklmnopqrstuvwxyz\n1,41,\n")
        }
        #expect(throws: TableStreamError.header(.unclosedQuote)) { try run("lon,\"lat\n1,41\n") }
        #expect(try run("lon,lat").text == "lon,lat,in,error\n")
        #expect(try run("lon,\"lat\"\r\n") == ("lon,\"lat\",in,error\r\n", BulkLocate.Report()))
        #expect(try run("lon,lat,\"a\nb\"\n1,41,c\n").text == "lon,lat,\"a\nb\",in,error\n1,41,c,A,\n")
    }

    @Test("a quote never closed costs one line, and a row too long one row", arguments: [1, 2, 7, 30, 64, 1_000])
    func broken(chunkSize: Int) throws {
        let run = BulkRun(chunkSize: chunkSize, rowLimit: 30)
        let long = String(repeating: "z", count: 40)
        let result = try run(
            "id,lon,lat\n1,\"2,41\n2,1.5,41\n\(long),1.5,41\n3,1.5,41\n\"\(long)\",1.5,41\n4,5,41\n6,5,41\n7,\"5")
        #expect(
            result.text == """
                id,lon,lat,in,error
                1,"2,41",,,unclosedQuote
                2,1.5,41,A,
                ,,,,rowTooLong
                3,1.5,41,A,
                ,,,,rowTooLong
                4,5,41,B,
                6,5,41,B,
                7,"5",,,unclosedQuote

                """)
        #expect(result.report.rows == 8 && result.report.bad == 4 && result.report.located == 4)
    }

    @Test("each layer adds its bytes, and the first one is counted")
    func layers() throws {
        let result = try BulkRun(hasSecondLayer: true)("lon,lat\n3.5,41.5\n4.5,41.5\n1,43\n9,43\n")
        #expect(result.text == "lon,lat,in,error\n3.5,41.5,A,over,\n4.5,41.5,B,over,\n1,43,A,-,\n9,43,,-,\n")
        #expect(result.report.located == 3 && result.report.outside == 1)
    }
}
